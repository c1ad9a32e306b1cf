package org.samling.rest.form;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.operations.Download;

/**
 * An answer.
 *
 * @param status HTTP's status
 * @param body becomes the JSON object; null for none
 * @param headers header fields beside the usual ones
 * @param download a file that is the answer instead of a body, or null
 */
public record RestAnswer(
    Status status,
    @Nullable Map<String, ?> body,
    Map<String, String> headers,
    @Nullable Download download) {

  /** Copies the header fields. */
  public RestAnswer {
    headers = Map.copyOf(headers);
  }

  /** An answer without header fields of its own. */
  public RestAnswer(Status status, @Nullable Map<String, ?> body) {
    this(status, body, Map.of(), null);
  }

  /** The HTTP statuses that the API uses (RFC 9110, section 15). */
  public enum Status {
    /** Done as asked. */
    OK(200, "OK"),
    /** Created. */
    CREATED(201, "Created"),
    /** Accepted; it is done later. */
    ACCEPTED(202, "Accepted"),
    /** Done; there is nothing to say. */
    NO_CONTENT(204, "No Content"),
    /** The request can't be understood. */
    BAD_REQUEST(400, "Bad Request"),
    /** No account that may send requests has logged in. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The account lacks the scope. */
    FORBIDDEN(403, "Forbidden"),
    /** No such thing. */
    NOT_FOUND(404, "Not Found"),
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    /** The request did not arrive in time. */
    TIMEOUT(408, "Request Timeout"),
    /** Not possible in the current state. */
    CONFLICT(409, "Conflict"),
    /** The body is too large. */
    TOO_LARGE(413, "Content Too Large"),
    /** The body's media type is not accepted. */
    UNSUPPORTED_TYPE(415, "Unsupported Media Type"),
    /** Understood, but it contradicts an earlier request. */
    UNPROCESSABLE(422, "Unprocessable Content"),
    /** Too many requests: retry later. */
    TOO_MANY(429, "Too Many Requests"),
    /** The store is not available at present. */
    UNAVAILABLE(503, "Service Unavailable"),
    /** There is no room for it (RFC 4918, section 11.5). */
    NO_ROOM(507, "Insufficient Storage"),
    /** A fault of the server. */
    FAULT(500, "Internal Server Error");

    private final int code;
    private final String title;

    Status(int code, String title) {
      this.code = code;
      this.title = title;
    }

    /** The status with this code. */
    public static Status of(int code) {
      return Arrays.stream(values()).filter(s -> s.code == code).findFirst().orElse(FAULT);
    }

    /** Its number. */
    public int code() {
      return code;
    }

    /** Its name. */
    public String title() {
      return title;
    }
  }

  public static RestAnswer of(Map<String, ?> body) {
    return new RestAnswer(Status.OK, body);
  }

  /** Something was accepted and is handled later, under an address of its own. */
  public static RestAnswer accepted(@Nullable String location, Map<String, ?> body) {
    return new RestAnswer(Status.ACCEPTED, body, located(location), null);
  }

  /** Something was created, at this location; null where it has no address of its own. */
  public static RestAnswer created(@Nullable String location, Map<String, ?> body) {
    return new RestAnswer(Status.CREATED, body, located(location), null);
  }

  private static Map<String, String> located(@Nullable String location) {
    return location == null ? Map.of() : Map.of("location", location);
  }

  public static RestAnswer of(Download download) {
    return new RestAnswer(Status.OK, null, Map.of(), download);
  }

  /** The same with a Retry-After of some seconds, for a problem that passes. */
  public RestAnswer after(int seconds) {
    return with(Map.of("retry-after", Integer.toString(seconds)));
  }

  /** The same with the location of what was created. */
  public RestAnswer at(String location) {
    return with(Map.of("location", location));
  }

  /** The same with more header fields. */
  public RestAnswer with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new RestAnswer(status, body, all, download);
  }

  public static RestAnswer done() {
    return new RestAnswer(Status.NO_CONTENT, null);
  }

  /**
   * Describes a problem, as problem details (RFC 9457).
   *
   * @param detail what to do about it
   */
  public static RestAnswer problem(Status status, String detail) {
    return problem(status, detail, Map.of());
  }

  /** The same, with members of its own (RFC 9457, section 3.2). */
  static RestAnswer problem(Status status, String detail, Map<String, ?> more) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "about:blank");
    body.put("title", status.title());
    body.put("status", status.code());
    body.put("detail", detail);
    body.putAll(more);
    return new RestAnswer(status, body);
  }

  /** Whether the body is problem details. */
  public boolean isProblem() {
    return status.code() >= Status.BAD_REQUEST.code();
  }
}
