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
 * What a request is answered.
 *
 * @param status HTTP's status
 * @param body what is shown
 * @param headers headers beside the usual ones
 * @param cookies what the browser is to keep
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

  /** Copies what is given. */
  public Reply {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /** What is shown. */
  public sealed interface Body {}

  /**
   * A template and what it shows.
   *
   * @param template its name below src/main/jte, without its ending: {@code now/now}
   * @param model what it takes as {@code m}
   */
  public record Rendered(String template, Object model) implements Body {}

  /** Nothing. */
  public record Empty() implements Body {}

  /**
   * A file to be kept.
   *
   * @param name what it is called
   * @param type its media type
   * @param bytes what is in it
   */
  public record Download(String name, String type, Bytes bytes) implements Body {}

  /**
   * A file to be kept that lies on this server's disk.
   *
   * @param name what it is called
   * @param type its media type
   * @param file where it lies
   */
  public record Stored(String name, String type, Path file) implements Body {}

  /**
   * Server-sent events until the browser goes, the sign-in ends or the server stops.
   *
   * @param every how often there is something
   * @param next makes what is shown then, on a thread that may wait; nothing where nothing is new
   */
  public record Events(Duration every, Supplier<Optional<Event>> next) implements Body {}

  /**
   * One event.
   *
   * @param shown what is shown
   */
  public record Event(String name, Rendered shown) {}

  /**
   * Something that the browser keeps.
   *
   * @param value its value; empty to forget it
   * @param seconds for how long; 0 for as long as the browser is open
   * @param comesFromElsewhere whether it is sent, too, when another site leads here
   */
  public record Cookie(String name, String value, long seconds, boolean comesFromElsewhere) {

    /** One that only this site's own pages send. */
    Cookie(String name, String value, long seconds) {
      this(name, value, seconds, false);
    }
  }

  /** A page, or a part of one. */
  public static Reply page(String template, Object model) {
    return of(OK, new Rendered(template, model));
  }

  /** A page again, since what was filled in can't be done; it says why. */
  public static Reply unfit(String template, Object model) {
    return of(UNPROCESSABLE, new Rendered(template, model));
  }

  /** Another page, to be asked for. */
  public static Reply to(String path) {
    return new Reply(SEE_OTHER, new Empty(), Map.of("location", path), List.of());
  }

  /** A file to be kept. */
  public static Reply download(String name, String type, Bytes bytes) {
    return of(OK, new Download(name, type, bytes));
  }

  /** A file to be kept that lies on this server's disk. */
  public static Reply stored(String name, String type, Path file) {
    return of(OK, new Stored(name, type, file));
  }

  /** Server-sent events. */
  public static Reply events(Duration every, Supplier<Optional<Event>> next) {
    return of(OK, new Events(every, next));
  }

  /** The same, since too much was asked for: it may be asked for again after so many seconds. */
  Reply limited(int retryAfter) {
    return new Reply(TOO_MANY, body, Map.of("retry-after", Integer.toString(retryAfter)), cookies);
  }

  /** That there is no such thing; also where it is not theirs to see. */
  public static Reply notFound() {
    return told(NOT_FOUND, "error.not-found");
  }

  static Reply told(int status, String key) {
    return of(status, new Rendered("layout/told", new Told(status, key)));
  }

  /**
   * A few words in place of a page.
   *
   * @param status HTTP's status
   * @param key the words
   */
  public record Told(int status, String key) {}

  private static Reply of(int status, Body body) {
    return new Reply(status, body, Map.of(), List.of());
  }

  Reply keeping(Cookie cookie) {
    var all = new ArrayList<>(cookies);
    all.add(cookie);
    return new Reply(status, body, headers, all);
  }
}
