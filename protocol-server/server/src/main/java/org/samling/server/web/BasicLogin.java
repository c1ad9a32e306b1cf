package org.samling.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.routes.Credentials;

/** HTTP Basic (RFC 7617), in UTF-8. */
final class BasicLogin {

  private static final String BASIC = "Basic ";

  private BasicLogin() {}

  /** The value of {@code WWW-Authenticate} that asks for credentials. */
  static String challenge(String realm) {
    return "Basic realm=\"%s\", charset=\"UTF-8\"".formatted(realm);
  }

  /**
   * The credentials in the header {@code Authorization}; null where it has none or is malformed.
   */
  static @Nullable Credentials credentials(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      var text =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(text.substring(0, colon), new Secret(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
