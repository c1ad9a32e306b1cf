package org.samling.console.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method HTTP's
 * @param path the path, without the query
 * @param host the host that it was made to, with its port
 * @param parts what stands at the names in the endpoint's path
 * @param query the arguments in the address
 * @param form the fields of the form, where there is one
 * @param cookies what the browser keeps for the console
 * @param headers other headers, by their names in lower case
 * @param isEncrypted whether it came by HTTPS to this server
 * @param file the file that the form brings, or null
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

  /** The longest value that is taken from an address or a form. */
  private static final int LONGEST = 4_000;

  /** Copies the maps. */
  public Request {
    parts = Map.copyOf(parts);
    query = Map.copyOf(query);
    form = Map.copyOf(form);
    cookies = Map.copyOf(cookies);
    headers = Map.copyOf(headers);
  }

  /** What stands at a name in the endpoint's path. */
  public String part(String name) {
    return cut(parts.getOrDefault(name, ""));
  }

  /** An argument in the address, without spaces around; empty where it is missing. */
  public String argument(String name) {
    return first(query, name);
  }

  /** A field of the form, without spaces around; empty where it is missing. */
  public String field(String name) {
    return first(form, name);
  }

  /** A longer text in the form, as it was typed; a form is limited as a whole. */
  public String text(String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  /** All values of a field of the form, such as boxes that are ticked. */
  public List<String> fields(String name) {
    return form.getOrDefault(name, List.of()).stream().map(Request::cut).toList();
  }

  private static String first(Map<String, List<String>> values, String name) {
    return cut(values.getOrDefault(name, List.of("")).getFirst()).strip();
  }

  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }

  /** The same request with a form that was read. */
  Request with(Map<String, List<String>> fields, @Nullable UploadStream arriving) {
    return new Request(
        method, path, host, parts, query, fields, cookies, headers, isEncrypted, arriving);
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

  /** Whether htmx made it, which swaps what comes back into the page. */
  public boolean isFragment() {
    return "true".equals(headers.get("hx-request"));
  }

  /**
   * Whether a page of this very server made it, as far as the browser tells; older ones do not, and
   * send a token that others can't know all the same.
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
