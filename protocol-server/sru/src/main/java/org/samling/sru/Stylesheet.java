package org.samling.sru;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The stylesheet that a client wants its response to name (SRU 1.1 and 1.2, "Stylesheet"). */
final class Stylesheet {

  static final String PARAMETER = "stylesheet";

  private static final int LONGEST = 1_000;

  /** A path, or an address by HTTP: other schemes, such as javascript, would run in a browser. */
  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s\\p{Cntrl}]+|[^:\\s\\p{Cntrl}]+");

  private Stylesheet() {}

  /** Whether an address can be named. */
  static boolean isAddress(String written) {
    return written.length() <= LONGEST && ADDRESS.matcher(written).matches();
  }

  /** The processing instruction's data for the parameters of a request, or nothing. */
  static Optional<String> instruction(Map<String, String> parameters) {
    return Optional.ofNullable(parameters.get(PARAMETER))
        .filter(Stylesheet::isAddress)
        .map(address -> "type=\"text/xsl\" href=\"%s\"".formatted(escaped(address)));
  }

  private static String escaped(String address) {
    return address
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
