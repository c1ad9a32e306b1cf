package org.samling.server.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/** A name and a password in HTTP's own way: Basic (RFC 7617), in UTF-8. */
final class BasicCredentials {

  private static final String BASIC = "Basic ";

  private BasicCredentials() {}

  /**
   * Reads the header Authorization.
   *
   * @param authorization what stands in it, or null
   * @param make makes of both what is wanted
   * @return null where there is none that can be read
   */
  static <T> @Nullable T of(@Nullable String authorization, BiFunction<String, Secret, T> make) {
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
          : make.apply(text.substring(0, colon), new Secret(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
