package org.samling.console.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.samling.core.catalogue.Bytes;

/**
 * The reply to a request.
 *
 * @param status the HTTP status
 * @param body the content
 * @param headers headers in addition to the usual ones
 * @param cookies the cookies to set
 */
public record Reply(int status, Body body, Map<String, String> headers, List<Cookie> cookies) {

  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int BAD_REQUEST = 400;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int UNPROCESSABLE = 422;
  static final int TOO_MANY = 429;
  static final int FAULT = 500;
  static final int UNAVAILABLE = 503;

  /** Makes defensive copies. */
  public Reply {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /** The content of a reply. */
  public sealed interface Body {}

  /**
   * A template and its model.
   *
   * @param template its path below src/main/jte, without extension: {@code now/now}
   * @param model its parameter {@code m}
   */
  public record Rendered(String template, Object model) implements Body {}

  /** No content. */
  public record Empty() implements Body {}

  /**
   * A download.
   *
   * @param name its name
   * @param type its media type
   */
  public record Download(String name, String type, Bytes bytes) implements Body {}

  /**
   * A download from this server's disk.
   *
   * @param name its name
   * @param type its media type
   * @param file its path
   */
  public record Stored(String name, String type, Path file) implements Body {}

  /**
   * Server-sent events until the browser disconnects, the session ends or the server stops.
   *
   * @param every the interval
   * @param next makes the next content, on a thread that may block; empty if nothing has changed
   */
  public record Events(Duration every, Supplier<Optional<Event>> next) implements Body {}

  /**
   * An event.
   *
   * @param shown the content
   */
  public record Event(String name, Rendered shown) {}

  /**
   * A cookie.
   *
   * @param value its value; empty to delete it
   * @param seconds its lifetime; 0 for the browser session
   * @param comesFromElsewhere whether it is also sent when a link from another site leads here
   *     (SameSite=Lax)
   */
  public record Cookie(String name, String value, long seconds, boolean comesFromElsewhere) {

    /** Creates a cookie that is sent only with requests from this site (SameSite=Strict). */
    Cookie(String name, String value, long seconds) {
      this(name, value, seconds, false);
    }
  }

  /** Shows a page, or a part of one. */
  public static Reply page(String template, Object model) {
    return of(OK, new Rendered(template, model));
  }

  /** Shows the page again, because the form is not valid; the page says why. */
  public static Reply unfit(String template, Object model) {
    return of(UNPROCESSABLE, new Rendered(template, model));
  }

  /** Redirects to another page. */
  public static Reply to(String path) {
    return new Reply(SEE_OTHER, new Empty(), Map.of("location", path), List.of());
  }

  /** A download. */
  public static Reply download(String name, String type, Bytes bytes) {
    return of(OK, new Download(name, type, bytes));
  }

  /** A download from this server's disk. */
  public static Reply stored(String name, String type, Path file) {
    return of(OK, new Stored(name, type, file));
  }

  /** Sends server-sent events. */
  public static Reply events(Duration every, Supplier<Optional<Event>> next) {
    return of(OK, new Events(every, next));
  }

  /**
   * Returns this reply with the status for too many requests; it may be repeated after so many
   * seconds.
   */
  Reply limited(int retryAfter) {
    return new Reply(TOO_MANY, body, headers, cookies).after(retryAfter);
  }

  /** The same with the seconds after which to try again. */
  Reply after(int seconds) {
    return new Reply(status, body, Map.of("retry-after", Integer.toString(seconds)), cookies);
  }

  /** Replies that the page does not exist, or that the visitor may not see it. */
  public static Reply notFound() {
    return message(NOT_FOUND, "error.not-found");
  }

  /** Replies that the visitor's role does not allow it. */
  public static Reply forbidden() {
    return message(FORBIDDEN, "error.forbidden");
  }

  static Reply message(int status, String key) {
    return of(status, new Rendered("layout/told", new Told(status, key)));
  }

  /**
   * Shows a short message instead of a page.
   *
   * @param status the HTTP status
   * @param key the message key
   */
  public record Told(int status, String key) {}

  private static Reply of(int status, Body body) {
    return new Reply(status, body, Map.of(), List.of());
  }

  Reply withCookie(Cookie cookie) {
    var all = new ArrayList<>(cookies);
    all.add(cookie);
    return new Reply(status, body, headers, all);
  }
}
