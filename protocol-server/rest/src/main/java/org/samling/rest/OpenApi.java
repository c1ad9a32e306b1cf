package org.samling.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.samling.core.requests.AnsweredRequests;
import org.samling.operations.Operation;
import org.samling.operations.schema.Shape;

/**
 * The description of the API (OpenAPI 3.1.1), built from the table of operations and the forms that
 * requests are checked against.
 */
public final class OpenApi {

  private static final Pattern PARAMETER = Pattern.compile(":([a-z-]+)");
  private static final String PROBLEM = "#/components/responses/Problem";
  private static final String JSON = "application/json";

  private OpenApi() {}

  /**
   * Builds the document.
   *
   * @param operations what the API offers
   * @param version the server's version
   */
  public static Map<String, Object> document(List<RestOperation> operations, String version) {
    var document = new LinkedHashMap<String, Object>();
    document.put("openapi", "3.1.1");
    document.put(
        "info",
        Map.of(
            "title",
            "Samling",
            "version",
            version,
            "description",
            "The API for a library's own programs. The tenant is that of the account."));
    document.put("servers", List.of(Map.of("url", Operation.ROOT)));
    document.put("paths", paths(operations));
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> paths(List<RestOperation> operations) {
    var paths = new LinkedHashMap<String, Map<String, Object>>();
    for (var operation : operations) {
      paths
          .computeIfAbsent(template(operation), _ -> new LinkedHashMap<>())
          .put(operation.method().name().toLowerCase(Locale.ROOT), described(operation));
    }
    return new LinkedHashMap<>(paths);
  }

  /** The path in OpenAPI's notation, {@code /patrons/{patron}/loans}. */
  public static String template(RestOperation operation) {
    return PARAMETER.matcher(operation.path()).replaceAll("{$1}");
  }

  private static Map<String, Object> described(RestOperation operation) {
    var described = new LinkedHashMap<String, Object>();
    described.put("operationId", operation.text());
    described.put("summary", operation.summary());
    described.put("tags", List.of(operation.path().split("/", -1)[1]));
    described.put(
        "security",
        List.of(Map.of("basic", List.of()), Map.of("token", List.of(operation.scope().text()))));
    var parameters = parameters(operation);
    if (!parameters.isEmpty()) {
      described.put("parameters", parameters);
    }
    if (operation.takesFile()) {
      described.put(
          "requestBody",
          Map.of("required", true, "content", Map.of("application/octet-stream", Map.of())));
    }
    var body = operation.body();
    if (body != null) {
      described.put(
          "requestBody",
          Map.of("required", body.containsKey("required"), "content", content(body)));
    }
    described.put("responses", responses(operation));
    return described;
  }

  private static List<Object> parameters(RestOperation operation) {
    var parameters = new ArrayList<Object>();
    PARAMETER
        .matcher(operation.path())
        .results()
        .forEach(found ->
            parameters.add(parameter(found.group(1), "path", true, "", Map.of("type", "string"))));
    for (var name : operation.parameters()) {
      var schema = new LinkedHashMap<>(operation.parameter(name));
      var means = schema.remove("description");
      parameters.add(
          parameter(name, "query", false, means == null ? "" : means.toString(), schema));
    }
    if (operation.takesKey()) {
      parameters.add(Map.of("$ref", "#/components/parameters/Idempotency-Key"));
    }
    return parameters;
  }

  private static Map<String, Object> parameter(
      String name, String in, boolean isNeeded, String means, Map<String, Object> schema) {
    var parameter = new LinkedHashMap<String, Object>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", isNeeded);
    if (!means.isEmpty()) {
      parameter.put("description", means);
    }
    parameter.put("schema", schema);
    return parameter;
  }

  private static Map<String, Object> responses(RestOperation operation) {
    var answered = new LinkedHashMap<String, Object>();
    answered.put("description", operation.status().title());
    var answer = operation.result();
    if (answer != null) {
      answered.put("content", content(answer));
    } else if (!operation.mediaTypes().isEmpty()) {
      var content = new TreeMap<String, Object>();
      operation.mediaTypes().forEach(type -> content.put(type, Map.of()));
      answered.put("content", content);
    }
    var responses = new TreeMap<String, Object>();
    responses.put(Integer.toString(operation.status().code()), answered);
    for (var status : List.of("400", "401", "403", "429", "default")) {
      responses.put(status, Map.of("$ref", PROBLEM));
    }
    return responses;
  }

  private static Map<String, Object> content(Map<String, Object> schema) {
    return Map.of(JSON, Map.of("schema", schema));
  }

  private static Map<String, Object> components() {
    var components = new LinkedHashMap<String, Object>();
    components.put(
        "securitySchemes",
        Map.of(
            "basic",
            Map.of("type", "http", "scheme", "basic"),
            "token",
            Map.of(
                "type",
                "http",
                "scheme",
                "bearer",
                "description",
                "A token created by the library for the account, with scopes of its own.")));
    components.put(
        "parameters",
        Map.of(
            "Idempotency-Key",
            parameter(
                "Idempotency-Key",
                "header",
                false,
                "Identifies repetitions of the request by the same account, for %d hours."
                    .formatted(AnsweredRequests.KEPT.toHours()),
                Map.of("type", "string", "minLength", 1, "maxLength", 200))));
    components.put(
        "responses",
        Map.of(
            "Problem",
            Map.of(
                "description",
                "Problem details (RFC 9457)",
                "headers",
                Map.of(
                    "Retry-After",
                    Map.of(
                        "description",
                        "The seconds after which to try again",
                        "schema",
                        Map.of("type", "integer"))),
                "content",
                Map.of(
                    "application/problem+json",
                    Map.of("schema", Shape.of(ProblemDetails.class).schema())))));
    return components;
  }
}
