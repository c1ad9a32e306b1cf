package org.samling.ncip;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version and form that a partner uses, for the reply to use the same: its version of NCIP, and
 * how it writes names.
 *
 * @param uri the version as the partner writes it, or null for none
 * @param edition which of the two vocabularies it uses
 * @param prefix the prefix of its elements, of letters and digits; null where NCIP is the default
 *     namespace, or none is named
 * @param hasDocumentType whether its messages have a DOCTYPE
 */
public record NcipVersion(
    @Nullable String uri, Edition edition, @Nullable String prefix, boolean hasDocumentType) {

  /** The vocabularies of NCIP. */
  public enum Edition {
    /** NCIP 1.0 and 1.01, which have a DTD and no namespace. */
    ONE,
    /** NCIP 2.00, 2.01 and 2.02, which have a schema and a namespace. */
    TWO
  }

  /** The versions that this codec reads and writes, as partners name them, newest first. */
  public static final List<String> SUPPORTED =
      List.of(
          NcipCodec.VERSION,
          "http://www.niso.org/ncip/v2_02/imp1/xsd/ncip_v2_02.xsd",
          "http://www.niso.org/schemas/ncip/v2_0/imp1/xsd/ncip_v2_01.xsd",
          "http://www.niso.org/schemas/ncip/v2_0/imp1/xsd/ncip_v2_0.xsd",
          "http://www.niso.org/schemas/ncip/v2_0/ncip_v2_0.xsd",
          "http://ncip.envisionware.com/documentation/ncip_v1_01.dtd",
          "http://ncip.envisionware.com/documentation/ncip_v1_0.dtd",
          "http://www.niso.org/ncip/v1_0/imp1/dtd/ncip_v1_0.dtd");

  private static final Pattern OF_EDITION = Pattern.compile("(?i)ncip_?v([12])_([0-9]+)");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,15}");

  /** The version to answer with if nothing is known of the partner. */
  public static final NcipVersion UNKNOWN = of(null);

  /** Drops a prefix that is not repeated. */
  public NcipVersion {
    prefix = prefix == null || !PREFIX.matcher(prefix).matches() ? null : prefix;
  }

  /** NCIP 2 in the default namespace. */
  public static NcipVersion of(@Nullable String uri) {
    return new NcipVersion(uri, Edition.TWO, null, false);
  }

  /** The edition that a version's URI names; empty if it names none. */
  static Optional<Edition> edition(@Nullable String uri) {
    var found = uri == null ? null : OF_EDITION.matcher(uri);
    return found == null || !found.find()
        ? Optional.empty()
        : Optional.of(found.group(1).equals("1") ? Edition.ONE : Edition.TWO);
  }

  /** The version to write: the partner's, or the newest of its edition if it names none. */
  String versionToWrite() {
    if (uri != null && !uri.isEmpty()) {
      return uri;
    }
    return edition == Edition.ONE ? SUPPORTED.getLast() : NcipCodec.VERSION;
  }

  /**
   * The public identifier of the DOCTYPE to write, whose system identifier is the version; empty if
   * the partner writes none, or its version is not known.
   */
  Optional<String> publicIdentifier() {
    if (!hasDocumentType || edition != Edition.ONE || !SUPPORTED.contains(versionToWrite())) {
      return Optional.empty();
    }
    var version = OF_EDITION.matcher(versionToWrite());
    return version.find()
        ? Optional.of(
            "-//NISO//NCIP DTD Version %s.%s//EN".formatted(version.group(1), version.group(2)))
        : Optional.empty();
  }
}
