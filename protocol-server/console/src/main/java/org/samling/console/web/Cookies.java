package org.samling.console.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Cookies as browsers keep them. Over HTTPS their names begin with {@code __Host-}: a browser takes
 * such a cookie from this very host alone, encrypted, and no other host of the domain, nor anybody
 * on a network without encryption, can set one. Without HTTPS browsers don't take that prefix, and
 * a cookie that was set without it doesn't count over HTTPS.
 */
final class Cookies {

  private static final String PREFIX = "__Host-";

  private Cookies() {}

  /** The cookies of a request that count, by their names without the prefix. */
  static Map<String, String> of(HttpServerRequest request, boolean isEncrypted) {
    var cookies = new HashMap<String, String>();
    for (var cookie : request.cookies()) {
      var name = cookie.getName();
      if (!isEncrypted) {
        cookies.put(name, cookie.getValue());
      } else if (name.startsWith(PREFIX)) {
        cookies.put(name.substring(PREFIX.length()), cookie.getValue());
      }
    }
    return cookies;
  }

  /** The value of {@code Set-Cookie}. */
  static String text(Reply.Cookie cookie, boolean isEncrypted) {
    return (isEncrypted ? PREFIX : "")
        + cookie.name()
        + "="
        + cookie.value()
        // The prefix is for cookies of the whole host.
        + "; Path="
        + (isEncrypted ? "/" : ConsoleRoutes.ROOT)
        + "; HttpOnly; SameSite="
        + (cookie.comesFromElsewhere() ? "Lax" : "Strict")
        + (isEncrypted ? "; Secure" : "")
        + (cookie.value().isEmpty()
            ? "; Max-Age=0"
            : cookie.seconds() == 0 ? "" : "; Max-Age=" + cookie.seconds());
  }
}
