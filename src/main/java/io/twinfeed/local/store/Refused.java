package io.twinfeed.local.store;

import java.util.List;

/**
 * A request that the service refuses: the graph is as it was before. Carries what the error body
 * says; no stack trace, because a refusal is an answer and not a fault.
 */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String SEE_TWIN_DOCS =
      " Please provide a valid patch document. See section on update apis in the documentation"
          + " https://aka.ms/adtv2twins.";

  private final Code code;
  private final List<String> details;

  public Refused(Code code, String message) {
    this(code, message, List.of());
  }

  /**
   * @param details the reasons one by one, where the message is general
   */
  public Refused(Code code, String message, List<String> details) {
    super(message, null, false, false);
    this.code = code;
    this.details = List.copyOf(details);
  }

  static Refused noTwin(String id) {
    return new Refused(
        Code.DIGITAL_TWIN_NOT_FOUND,
        "There is no digital twin instance that exists with the ID "
            + id
            + ". Please verify that the twin id is valid and ensure that the twin is not deleted."
            + " See section on querying the twins https://aka.ms/adtv2query.");
  }

  static Refused noTarget() {
    return new Refused(
        Code.TARGET_DIGITAL_TWIN_NOT_FOUND,
        "The target digital twin is invalid or does not exist. Please validate that the target"
            + " twin is valid and ensure that the target twin is not deleted. See section on"
            + " querying the twins https://aka.ms/adtv2query .");
  }

  static Refused noRelationship(String source, String id) {
    return new Refused(
        Code.RELATIONSHIP_NOT_FOUND,
        "Relationship "
            + id
            + " not found on twin "
            + source
            + ". Please verify that the relationship id is valid and ensure that the relationship"
            + " is not deleted. See section on listing relationships in the documentation"
            + " https://aka.ms/adtv2twins.");
  }

  static Refused noModel(String id) {
    return new Refused(
        Code.MODEL_NOT_FOUND,
        "There is no Model(s) available that matches the provided id(s) "
            + id
            + ". Check that the Model ID provided is valid by doing a Model_List API call.");
  }

  static Refused exists(String kind, String id) {
    return new Refused(
        Code.PRECONDITION_FAILED,
        "If-None-Match: * header was specified but a "
            + kind
            + " with the id "
            + id
            + " was found. Please specify a different "
            + kind
            + " id.");
  }

  static Refused invalidTwin(List<String> details) {
    return new Refused(Code.VALIDATION_FAILED, "Invalid twin specified", details);
  }

  static Refused invalidRelationship(List<String> details) {
    return new Refused(Code.VALIDATION_FAILED, "Invalid relationship specified", details);
  }

  /** A patch that can't be applied: the reason, then where the service says to read on. */
  public static Refused patch(String reason) {
    return new Refused(Code.JSON_PATCH_INVALID, reason + "." + SEE_TWIN_DOCS);
  }

  public Code code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public List<String> details() {
    return details;
  }
}
