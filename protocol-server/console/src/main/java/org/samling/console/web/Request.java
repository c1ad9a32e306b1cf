package org.samling.console.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.patron.Cpr;

/**
 * A request.
 *
 * @param method the HTTP method
 * @param host the host and port it was sent to
 * @param parts the path parameters
 * @param query the query parameters
 * @param form the form fields, if there is a form
 * @param cookies the cookies of the console
 * @param headers other headers, by lower-case name
 * @param isEncrypted whether the browser uses HTTPS, to this server or to a proxy before it
 * @param file the uploaded file, or null
 */
public record Request(
    String method,
    String path,
    String host,
    Map<String, String> parts,
    Map<String, List<String>> query,
    Map<String, List<String>> form,
    Map<String, String> cookies,
    Map<String, String> headers,
    boolean isEncrypted,
    @Nullable UploadStream file) {

  /** The maximum length of a query parameter or form field. */
  private static final int LONGEST = 4_000;

  /** Copies the maps. */
  public Request {
    parts = Map.copyOf(parts);
    query = Map.copyOf(query);
    form = Map.copyOf(form);
    cookies = Map.copyOf(cookies);
    headers = Map.copyOf(headers);
  }

  /** Returns a path parameter. */
  public String part(String name) {
    return cut(parts.getOrDefault(name, ""));
  }

  /** Returns a query parameter, trimmed; empty if missing. */
  public String argument(String name) {
    return first(query, name);
  }

  /** Returns a form field, trimmed; empty if missing. */
  public String field(String name) {
    return first(form, name);
  }

  /** Returns a long form field as typed; the size of the form as a whole is limited. */
  public String text(String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  /** Returns all values of a form field, such as ticked boxes. */
  public List<String> fields(String name) {
    return form.getOrDefault(name, List.of()).stream().map(Request::cut).toList();
  }

  private static String first(Map<String, List<String>> values, String name) {
    return cut(values.getOrDefault(name, List.of("")).getFirst()).strip();
  }

  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }

  /** Returns the request with a form that was read separately. */
  Request with(Map<String, List<String>> fields, @Nullable UploadStream arriving) {
    return new Request(
        method, path, host, parts, query, fields, cookies, headers, isEncrypted, arriving);
  }

  /**
   * Whether a form field has a NUL, which can't be stored. Other control characters may stand in
   * what is pasted: records have some of their own.
   */
  boolean hasNul() {
    return form.values().stream()
        .anyMatch(values -> values.stream().anyMatch(v -> v.indexOf('\0') >= 0));
  }

  /** The path with the query. */
  String address() {
    var pairs =
        query.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(e ->
                e.getValue().stream()
                    .map(value -> Visit.encoded(e.getKey()) + "=" + Visit.encoded(value)))
            .collect(Collectors.joining("&"));
    return pairs.isEmpty() ? path : path + "?" + pairs;
  }

  /** The path for logs: whatever can be a CPR number is masked. */
  String shownPath() {
    return Cpr.masked(path);
  }

  @Nullable String cookie(String name) {
    return cookies.get(name);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** Whether it changes something. */
  boolean isChange() {
    return !method.equals("GET");
  }

  /** Whether htmx sent it, which swaps the response into the page. */
  public boolean isFragment() {
    return "true".equals(headers.get("hx-request"));
  }

  /**
   * Whether it comes from a page of this server, as far as the browser tells; older browsers do
   * not, but they send a token that others can't know.
   */
  boolean isOfThisSite() {
    var site = headers.get("sec-fetch-site");
    if (site != null) {
      return site.equals("same-origin");
    }
    var origin = headers.get("origin");
    if (origin == null) {
      return true;
    }
    try {
      return host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
