package org.samling.core.authorities;

import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;

/** Tells authority records from others. */
public final class AuthorityRecords {

  /** The agency whose records are the authorities of Danish libraries. */
  static final String NATIONAL_AGENCY = "870979";

  private static final int RECORD_TYPE = 6;

  private AuthorityRecords() {}

  /**
   * Whether a record is an authority record. MARC 21 and danMARC2: leader/06 is z; danMARC2 also:
   * 001 *b is 870979; UNIMARC: leader/06 is x, y or z.
   */
  public static boolean isAuthority(MarcContent content, MarcFormat format) {
    var leader = content.leader();
    var type = leader.length() > RECORD_TYPE ? leader.charAt(RECORD_TYPE) : ' ';
    return switch (format) {
      case MARC21 -> type == 'z';
      case UNIMARC -> "xyz".indexOf(type) >= 0;
      case DANMARC2 ->
          type == 'z'
              || content
                  .dataFields("001")
                  .flatMap(field -> field.values('b'))
                  .anyMatch(agency -> agency.strip().equals(NATIONAL_AGENCY));
    };
  }
}
