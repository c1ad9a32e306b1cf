package org.samling.routes.oai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;

/**
 * The identifiers of records ("Specification and XML Schema for the OAI Identifier Format"): {@code
 * oai:DOMAIN:SOURCE:NUMBER}, and for a tenant's local record {@code
 * oai:DOMAIN:TENANT/SOURCE:NUMBER}, since there may be a common record with the same source and
 * number. Other characters are percent-encoded as in an address, as UTF-8.
 */
final class OaiIdentifiers {

  private static final String PLAIN = "-_.!~*'()";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String prefix;

  /**
   * A record by its name.
   *
   * @param tenant the code of the tenant whose local record it is, or null
   * @param key its key
   */
  record RecordName(@Nullable String tenant, RecordKey key) {}

  OaiIdentifiers(String domain) {
    prefix = "oai:" + domain + ":";
  }

  String write(@Nullable String tenant, RecordKey key) {
    return prefix
        + (tenant == null ? "" : tenant + "/")
        + escape(key.source(), '%')
        + ":"
        + escape(key.number(), '%');
  }

  /** Reads an identifier; nothing if it can't be one of this repository's. */
  Optional<RecordName> read(String identifier) {
    if (!identifier.startsWith(prefix)) {
      return Optional.empty();
    }
    var local = identifier.substring(prefix.length());
    var colon = local.indexOf(':');
    var slash = local.substring(0, Math.max(colon, 0)).indexOf('/');
    if (colon < 0) {
      return Optional.empty();
    }
    return unescape(local.substring(slash + 1, colon), '%')
        .flatMap(source ->
            unescape(local.substring(colon + 1), '%').flatMap(number -> key(source, number)))
        .map(key -> new RecordName(slash < 0 ? null : local.substring(0, slash), key));
  }

  private static Optional<RecordKey> key(String source, String number) {
    try {
      return Optional.of(new RecordKey(source, number));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The inverse of {@link #escape}; nothing if the text is not escaped in that way. */
  static Optional<String> unescape(String escaped, char sign) {
    try {
      var plain = escaped.replace("+", "%2B");
      var text = URLDecoder.decode(sign == '%' ? plain : plain.replace(sign, '%'), UTF_8);
      return Optional.of(text).filter(t -> escape(t, sign).equals(escaped));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Escapes a text: characters that are not plain become the sign and two hexadecimal digits for
   * each byte.
   */
  static String escape(String text, char sign) {
    var escaped = new StringBuilder();
    for (var b : text.getBytes(UTF_8)) {
      var c = (char) Byte.toUnsignedInt(b);
      var isPlain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c != sign && PLAIN.indexOf(c) >= 0);
      if (isPlain) {
        escaped.append(c);
      } else {
        escaped.append(sign).append(HEX.toHexDigits(b));
      }
    }
    return escaped.toString();
  }
}
