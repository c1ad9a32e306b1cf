package org.samling.rest.form;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param status HTTP's status
 * @param body what becomes a JSON object, or null for none
 * @param headers header fields beside the usual ones
 * @param download a file that is the answer instead of a body, or null
 */
public record RestAnswer(
    Status status,
    @Nullable Map<String, ?> body,
    Map<String, String> headers,
    @Nullable Download download) {

  /**
   * A file to be taken away.
   *
   * @param file the file, which does not change any more
   * @param type its media type
   * @param name what it is called
   */
  public record Download(Path file, String type, String name) {}

  /** Copies the header fields. */
  public RestAnswer {
    headers = Map.copyOf(headers);
  }

  /** An answer without header fields of its own. */
  public RestAnswer(Status status, @Nullable Map<String, ?> body) {
    this(status, body, Map.of(), null);
  }

  /** HTTP's statuses (RFC 9110, section 15) that there are. */
  public enum Status {
    /** As asked. */
    OK(200, "OK"),
    /** It was made. */
    CREATED(201, "Created"),
    /** It was taken, and is done later. */
    ACCEPTED(202, "Accepted"),
    /** Done; there is nothing to say. */
    NO_CONTENT(204, "No Content"),
    /** It can't be understood. */
    BAD_REQUEST(400, "Bad Request"),
    /** Nobody who may ask has logged in. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The account has not the scope. */
    FORBIDDEN(403, "Forbidden"),
    /** There is none. */
    NOT_FOUND(404, "Not Found"),
    /** Something else can be done there. */
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    /** It did not arrive in time. */
    TIMEOUT(408, "Request Timeout"),
    /** It can't be done as things stand. */
    CONFLICT(409, "Conflict"),
    /** It is larger than it may be. */
    TOO_LARGE(413, "Content Too Large"),
    /** A body of that kind is not taken. */
    UNSUPPORTED_TYPE(415, "Unsupported Media Type"),
    /** It was understood, and contradicts what was said before. */
    UNPROCESSABLE(422, "Unprocessable Content"),
    /** To be asked again later. */
    TOO_MANY(429, "Too Many Requests"),
    /** The store can't be asked at present. */
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

    /** The status with a number. */
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

  /** Something was taken that is seen to later, under an address of its own. */
  public static RestAnswer accepted(String location, Map<String, ?> body) {
    return new RestAnswer(Status.ACCEPTED, body, Map.of("location", location), null);
  }

  /** Something was made; where it is, unless that is nowhere. */
  public static RestAnswer created(@Nullable String location, Map<String, ?> body) {
    return new RestAnswer(
        Status.CREATED, body, location == null ? Map.of() : Map.of("location", location), null);
  }

  public static RestAnswer of(Download download) {
    return new RestAnswer(Status.OK, null, Map.of(), download);
  }

  /** To be asked again after some seconds, where it is a problem that passes. */
  public RestAnswer after(int seconds) {
    return with(Map.of("retry-after", Integer.toString(seconds)));
  }

  /** The same, and where what was made is. */
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
   * Says what is wrong, as problem details (RFC 9457).
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
