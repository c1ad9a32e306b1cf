package org.samling.zoom;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.organisation.Secret;
import org.samling.z3950.ber.Oid;

/**
 * Another library's catalogue, as a Z39.50 or SRU target.
 *
 * @param name its name in messages
 * @param address its address: {@code host:port/database}, {@code ssl:host:port/database}, or for
 *     SRU {@code http://host/database}
 * @param login the login, or null for anonymous access
 * @param syntax the record syntax requested over Z39.50: USmarc, danMARC, Unimarc or XML
 * @param elementSet the element set requested, or for SRU the record schema
 * @param queryCharset the character set in which the target reads terms; one negotiated at Init
 *     takes precedence
 * @param timeout the time limit for a response
 * @param source the agency assumed as the source of its records that name none
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

  /** MARC 21, under its registered name. */
  public static final String USMARC = "USmarc";

  /** The element set for full records. */
  public static final String FULL = "F";

  private static final String OPAC = "OPAC";
  private static final String XML = "XML";
  private static final String MARCXML = "marcxml";
  private static final String UTF_8 = "UTF-8";
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:tcp|ssl):)?[^\\s/@]+:\\d{1,5}(?:/\\S*)?|https?://[^\\s@]+");

  /**
   * The login (Z39.50-2003, 3.2.1.1.7, idPass).
   *
   * @param group the group, by custom the requesting library, or null
   */
  public record Login(String user, @Nullable String group, Secret password) {}

  /**
   * Checks the address, the syntax, the character set, the agency and the time limit.
   *
   * @throws IllegalArgumentException if one of them is not valid; the message says what is wrong
   */
  public ZoomTarget {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is not the address of a target; write it as host:port/database, ssl:host:port/database or http://host/database"
              .formatted(address));
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("the time-out must be from 1 second to 10 minutes");
    }
    var _ = recordSyntax(syntax);
    var _ = TermEncoding.of(queryCharset);
    source = new RecordKey(source, "1").source();
  }

  /**
   * A target of which only the address and the time limit are known.
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

  /** The same target, asked for records with their copies where it has them so. */
  ZoomTarget withCopies() {
    return isSru()
        ? new ZoomTarget(
            name, address, login, syntax, HoldingsXml.ISO_20775, queryCharset, timeout, source)
        : new ZoomTarget(name, address, login, OPAC, elementSet, queryCharset, timeout, source);
  }

  /** The record syntax requested. */
  Oid recordSyntax() {
    return recordSyntax(syntax);
  }

  private static Oid recordSyntax(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "usmarc" -> Oid.USMARC;
      case "danmarc" -> Oid.DANMARC;
      case "unimarc" -> Oid.UNIMARC;
      case "xml" -> Oid.XML;
      case "opac" -> Oid.OPAC;
      default ->
          throw new IllegalArgumentException(
              "\"%s\" is not a record syntax that can be requested".formatted(name));
    };
  }

  /** Whether it is an SRU target. */
  public boolean isSru() {
    return isSru(address);
  }

  private static boolean isSru(String address) {
    return address.startsWith("http://") || address.startsWith("https://");
  }
}
