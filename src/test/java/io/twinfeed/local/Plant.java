package io.twinfeed.local;

/** The models that the tests of the local service share: a small plant. */
final class Plant {
  static final String THERMOSTAT = "dtmi:plant:Thermostat;1";
  static final String ASSET = "dtmi:plant:Asset;1";
  static final String MACHINE = "dtmi:plant:Machine;1";
  static final String HALL = "dtmi:plant:Hall;1";

  static final String MODELS =
      """
      [{"@id":"dtmi:plant:Machine;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "displayName":"Machine","extends":"dtmi:plant:Asset;1",
        "contents":[
         {"@type":"Property","name":"speed","schema":"double"},
         {"@type":"Property","name":"count","schema":"integer"},
         {"@type":"Property","name":"running","schema":"boolean"},
         {"@type":"Telemetry","name":"noise","schema":"double"},
         {"@type":"Property","name":"Group","schema":"string"},
         {"@type":"Property","name":"size","schema":{"@type":"Object","fields":[
           {"name":"width","schema":"double"},{"name":"height","schema":"double"}]}},
         {"@type":"Property","name":"tags","schema":{"@type":"Array","elementSchema":"string"}},
         {"@type":"Component","name":"heat","schema":"dtmi:plant:Thermostat;1"}]},
       {"@id":"dtmi:plant:Asset;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "displayName":{"en":"Asset","de":"Anlage"},"description":"Anything that is bought",
        "contents":[
         {"@type":"Property","name":"name","schema":"string"},
         {"@type":"Relationship","name":"feeds","target":"dtmi:plant:Asset;1","properties":[
           {"@type":"Property","name":"rate","schema":"double"},
           {"@type":"Property","name":"label","schema":"string"}]},
         {"@type":"Relationship","name":"near"}]},
       {"@id":"dtmi:plant:Thermostat;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "displayName":"Thermostat","contents":[
         {"@type":"Property","name":"setPoint","schema":"double"},
         {"@type":"Property","name":"mode","schema":"string"},
         {"@type":"Telemetry","name":"reading","schema":"double"}]},
       {"@id":"dtmi:plant:Hall;1","@type":"Interface","@context":"dtmi:dtdl:context;3",
        "contents":[{"@type":"Property","name":"area","schema":"integer"}]}]
      """;

  private Plant() {}

  static Http withModels(LocalService service) {
    Http http = new Http(service);
    Http.Reply reply = http.post("/models", MODELS);
    if (reply.status() != 201) {
      throw new AssertionError(reply.body());
    }
    return http;
  }

  static String machine(String members) {
    return """
        {"$metadata":{"$model":"dtmi:plant:Machine;1"},"heat":{"$metadata":{}}%s}"""
        .formatted(members.isEmpty() ? "" : "," + members);
  }

  static String link(String name, String target, String members) {
    return """
        {"$relationshipName":"%s","$targetId":"%s"%s}"""
        .formatted(name, target, members.isEmpty() ? "" : "," + members);
  }
}
