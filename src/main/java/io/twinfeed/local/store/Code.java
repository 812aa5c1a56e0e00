package io.twinfeed.local.store;

/**
 * Why the service refuses a request, by the names that it was seen to use; where the published
 * description and the recorded traffic disagree, the recorded name (adt-service.md §1.8).
 */
public enum Code {
  API_VERSION_UNSPECIFIED("ApiVersionUnspecified"),
  BAD_REQUEST("BadRequest"),
  COMPONENT_NOT_FOUND("ComponentNotFound"),
  DIGITAL_TWIN_NOT_FOUND("DigitalTwinNotFound"),
  DTDL_PARSER_ERROR("DTDLParserError"),
  EVENT_ROUTE_ENDPOINT_INVALID("EventRouteEndpointInvalid"),
  EVENT_ROUTE_FILTER_INVALID("EventRouteFilterInvalid"),
  EVENT_ROUTE_ID_INVALID("EventRouteIdInvalid"),
  EVENT_ROUTE_LIMIT_EXCEEDED("EventRouteLimitExceeded"),
  EVENT_ROUTE_NOT_FOUND("EventRouteNotFound"),
  INVALID_ARGUMENT("InvalidArgument"),
  INVALID_RELATIONSHIP("InvalidRelationship"),
  JSON_PATCH_INVALID("JsonPatchInvalid"),
  JOB_ID_ALREADY_EXISTS("JobIdAlreadyExists"),
  JOB_LIMIT_REACHED("JobLimitReached"),
  JOB_NOT_FOUND("JobNotFound"),
  LIMIT_EXCEEDED("LimitExceeded"),
  MISSING_ARGUMENT("MissingArgument"),
  MODEL_DECOMMISSIONED("ModelDecommissioned"),
  MODEL_ID_ALREADY_EXISTS("ModelIdAlreadyExists"),
  MODEL_NOT_FOUND("ModelNotFound"),
  MODEL_REFERENCES_NOT_DECOMMISSIONED("ModelReferencesNotDecommissioned"),
  MODEL_REFERENCES_NOT_DELETED("ModelReferencesNotDeleted"),
  MODEL_VERSION_NOT_SUPPORTED("ModelVersionNotSupported"),
  OPERATION_NOT_ALLOWED("OperationNotAllowed"),
  /** Answered as a problem of RFC 7807, which has no code. */
  PATCH_UNREADABLE(""),
  PAYLOAD_TOO_LARGE("PayloadTooLarge"),
  PRECONDITION_FAILED("PreconditionFailed"),
  RELATIONSHIP_NOT_FOUND("RelationshipNotFound"),
  RELATIONSHIPS_NOT_DELETED("RelationshipsNotDeleted"),
  SQL_QUERY_ERROR("SqlQueryError"),
  TARGET_DIGITAL_TWIN_NOT_FOUND("TargetDigitalTwinNotFound"),
  TIMEOUT_ERROR("TimeoutError"),
  TWIN_LIMIT_REACHED("TwinLimitReached"),
  UNSUPPORTED_API_VERSION("UnsupportedApiVersion"),
  /** Answered as a problem of RFC 7807, too. */
  UNSUPPORTED_MEDIA_TYPE(""),
  VALIDATION_FAILED("ValidationFailed");

  private final String spelling;

  Code(String spelling) {
    this.spelling = spelling;
  }

  /** As it stands in an error body. */
  public String spelling() {
    return spelling;
  }
}
