package org.samling.zoom;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Secret;
import org.samling.z3950.ber.Oid;

/**
 * Another library's catalogue, as a target of Z39.50 or SRU.
 *
 * @param name what it is called in messages
 * @param address where it is: {@code host:port/database}, {@code ssl:host:port/database}, or for
 *     SRU {@code http://host/database}
 * @param login who asks, or null for anybody
 * @param syntax the record syntax that is asked for over Z39.50: USmarc, danMARC, Unimarc or XML
 * @param elementSet the element set that is asked for, or for SRU the record schema
 * @param queryCharset the character set in which the target reads terms; what it agrees on at Init
 *     goes before it
 * @param timeout how long an answer may take
 * @param source the agency that counts as the maker of its records that name none
 */
public record ZoomTarget(
    String name,
    String address,
    @Nullable Login login,
    String syntax,
    String elementSet,
    String queryCharset,
    Duration timeout,
    String source) {

  /** MARC 21, under the name it had when it was registered. */
  public static final String USMARC = "USmarc";

  /** The element set of all of a record. */
  public static final String FULL = "F";

  private static final String XML = "XML";
  private static final String MARCXML = "marcxml";
  private static final String UTF_8 = "UTF-8";
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:tcp|ssl):)?[^\\s/@]+:\\d{1,5}(?:/\\S*)?|https?://[^\\s@]+");

  /**
   * Who asks (Z39.50-2003, 3.2.1.1.7, idPass).
   *
   * @param group the group, which is the asking library by custom, or null
   */
  public record Login(String user, @Nullable String group, Secret password) {}

  /**
   * Checks the address, the syntax, the character set, the agency and how long an answer may take.
   *
   * @throws IllegalArgumentException where one of them is none; the message says what is wrong
   */
  public ZoomTarget {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no address of a target; it is written as host:port/database, ssl:host:port/database or http://host/database"
              .formatted(address));
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("an answer may take from 1 second to 10 minutes");
    }
    var _ = recordSyntax(syntax);
    var _ = TermCoding.of(queryCharset);
    source = new RecordKey(source, "1").source();
  }

  /**
   * A target of which no more is known than where it is, and how long it may take.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static ZoomTarget at(String address, Duration timeout) {
    var isSru = isSru(address);
    return new ZoomTarget(
        address,
        address,
        null,
        isSru ? XML : USMARC,
        isSru ? MARCXML : FULL,
        UTF_8,
        timeout,
        "remote");
  }

  /** The record syntax that is asked for. */
  Oid recordSyntax() {
    return recordSyntax(syntax);
  }

  private static Oid recordSyntax(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "usmarc" -> Oid.USMARC;
      case "danmarc" -> Oid.DANMARC;
      case "unimarc" -> Oid.UNIMARC;
      case "xml" -> Oid.XML;
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is no record syntax that can be asked for".formatted(name));
    };
  }

  /** Whether it is asked over SRU. */
  public boolean isSru() {
    return isSru(address);
  }

  private static boolean isSru(String address) {
    return address.startsWith("http://") || address.startsWith("https://");
  }
}
