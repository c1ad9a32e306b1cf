package org.samling.console.today;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.samling.console.web.Visit;

/** Names and values as the query of an address has them. */
final class Queries {

  private Queries() {}

  /** The query. */
  static String of(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + Visit.encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Reads a query; what is none of these is left out. */
  static Map<String, String> read(String query) {
    var values = new LinkedHashMap<String, String>();
    for (var part : query.split("&")) {
      var at = part.indexOf('=');
      try {
        if (at > 0) {
          values.put(
              part.substring(0, at),
              URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
        }
      } catch (IllegalArgumentException _) {
        // Nobody's form has it.
      }
    }
    return values;
  }
}
