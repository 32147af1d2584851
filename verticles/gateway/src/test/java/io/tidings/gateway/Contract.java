package io.tidings.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.gateway.ops.OpenApi;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.impl.Utils;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The OpenAPI document against what goes over the wire: every answer that a test gets, and every
 * request that was taken.
 */
final class Contract {

  /** The validator knows few media types; these stand for those it does not know. */
  private static final Map<String, String> STANDS_FOR =
      Map.of(
          Http.EVENT,
          "application/vnd.event+json",
          Http.BATCH,
          "application/vnd.batch+json",
          Http.NDJSON,
          "application/vnd.line+json",
          Http.PROBLEM,
          "application/vnd.problem+json",
          "text/event-stream",
          "text/plain",
          "application/yaml",
          "text/plain",
          "*/*",
          "application/octet-stream");

  private static final List<String> TEXT =
      List.of("text/plain", "application/yaml", "text/event-stream");

  private static final Vertx VERTX = Vertx.vertx();
  static final OpenAPIContract DOCUMENT = load();
  private static final ResponseValidator RESPONSES = ResponseValidator.create(VERTX, DOCUMENT);
  private static final RequestValidator REQUESTS = RequestValidator.create(VERTX, DOCUMENT);

  private Contract() {}

  static void check(Http.Answer answer, String body, String... headers) {
    int query = answer.path().indexOf('?');
    String path = query < 0 ? answer.path() : answer.path().substring(0, query);
    Operation operation = DOCUMENT.findOperation(path, HttpMethod.valueOf(answer.method()));
    if (answer.status() == 204 && operation != null) {
      assertThat(operation.getResponse(204)).isNotNull();
      return;
    }
    if (operation == null) {
      assertThat(answer.status()).isIn(200, 204, 404, 405);
      return;
    }
    checkAnswer(answer, operation.getOperationId());
    if (answer.status() < 300) {
      checkRequest(operation, answer.path().substring(path.length()), body, headers);
    }
  }

  private static void checkAnswer(Http.Answer answer, String operation) {
    String type = mediaType(answer.header("content-type"));
    if (TEXT.contains(type)) {
      assertThat(DOCUMENT.operation(operation).getResponse(answer.status()).getContent())
          .containsKey(STANDS_FOR.getOrDefault(type, type));
      return; // the validator would take text for JSON
    }
    List<String> bodies =
        type.equals(Http.NDJSON) ? answer.body().lines().toList() : List.of(answer.body());
    for (String body : bodies) {
      RESPONSES
          .validate(
              ValidatableResponse.create(
                  answer.status(), Buffer.buffer(body), STANDS_FOR.getOrDefault(type, type)),
              operation)
          .await();
    }
  }

  private static void checkRequest(
      Operation operation, String query, String body, String... headers) {
    Map<String, RequestParameter> fields = fields(headers);
    String type = mediaType(headers.length == 0 ? null : field(headers, "content-type"));
    boolean binaryMode = type.equals(Http.JSON) && fields.containsKey("ce-id");
    if (binaryMode || !List.of(Http.EVENT, Http.BATCH, Http.JSON).contains(type)) {
      return; // lines may be bad for themselves, and binary mode takes anything
    }
    REQUESTS
        .validate(
            new ValidatableRequestImpl(
                Map.of(),
                fields,
                Map.of(
                    "stream", new RequestParameterImpl("any"),
                    "decider", new RequestParameterImpl("any"),
                    "consumer", new RequestParameterImpl("any"),
                    "position", new RequestParameterImpl("1"),
                    "id", new RequestParameterImpl("any"),
                    "saga", new RequestParameterImpl("any"),
                    "key", new RequestParameterImpl("any")),
                parameters(operation, query),
                new RequestParameterImpl(Buffer.buffer(body)),
                STANDS_FOR.getOrDefault(type, type)),
            operation.getOperationId())
        .await();
  }

  private static Map<String, RequestParameter> parameters(Operation operation, String query) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
      String[] parts = pair.split("=", 2);
      String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      boolean repeatable = isRepeatable(operation, parts[0]);
      values.merge(
          parts[0], repeatable ? parts[0] + "=" + value : value, (one, next) -> one + "&" + next);
    }
    return values.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> new RequestParameterImpl(e.getValue())));
  }

  /** The validator takes these as they stand in the query, with their names. */
  private static boolean isRepeatable(Operation operation, String name) {
    return operation.getParameters().stream()
        .anyMatch(one -> one.getName().equals(name) && one.getSchemaType() == SchemaType.ARRAY);
  }

  private static Map<String, RequestParameter> fields(String... headers) {
    Map<String, RequestParameter> fields = new HashMap<>();
    for (int at = 0; at < headers.length; at += 2) {
      if (headers[at].equals("If-Match")) {
        continue; // the validator strips the quotes before it looks at the pattern
      }
      fields.put(headers[at].toLowerCase(Locale.ROOT), new RequestParameterImpl(headers[at + 1]));
      fields.put(headers[at], new RequestParameterImpl(headers[at + 1]));
    }
    return fields;
  }

  private static String field(String[] headers, String name) {
    for (int at = 0; at < headers.length; at += 2) {
      if (headers[at].equalsIgnoreCase(name)) {
        return headers[at + 1];
      }
    }
    return null;
  }

  private static String mediaType(String field) {
    return field == null ? "" : field.split(";")[0].strip();
  }

  private static OpenAPIContract load() {
    try (InputStream resource = OpenApi.class.getResourceAsStream(OpenApi.RESOURCE)) {
      String yaml = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      JsonObject document = Utils.yamlStringToJson(yaml).await();
      return OpenAPIContract.from(VERTX, (JsonObject) rename(document)).await();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object rename(Object json) {
    if (json instanceof JsonObject object) {
      JsonObject renamed = new JsonObject();
      object.forEach(
          member ->
              renamed.put(
                  STANDS_FOR.getOrDefault(member.getKey(), member.getKey()),
                  rename(member.getValue())));
      return renamed;
    } else if (json instanceof JsonArray array) {
      return array.stream()
          .map(Contract::rename)
          .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new));
    }
    return json;
  }
}
