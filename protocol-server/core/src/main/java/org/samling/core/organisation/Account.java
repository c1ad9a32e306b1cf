package org.samling.core.organisation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account of a machine or system that speaks to the library for a branch: a kiosk, a sorter,
 * another library's catalogue, an interlibrary-loan system.
 *
 * @param tenant the tenant it works for; every message of the machine acts within it
 * @param id the account
 * @param protocol the protocol it speaks; it opens no other
 * @param username the name it logs in with, unique among all tenants
 * @param branch the code of the branch where it stands
 * @param institution what the machine calls the institution (SIP2 field AO): the branch's agency's
 *     ISIL
 * @param charset the character set it speaks, as an IANA name
 * @param language the language of its screen, as a SIP2 language code (3M SIP 2.00): 009 Danish
 * @param access from where and how it may be used
 * @param profile what its machine may do and is told, for one that speaks SIP2; null for everything
 * @param version changes whenever anything above does, but for the password
 */
public record Account(
    Tenant tenant,
    UUID id,
    Protocol protocol,
    String username,
    String branch,
    String institution,
    String charset,
    String language,
    Access access,
    @Nullable Sip2ProfileChoice profile,
    int version) {

  /** What an account speaks. */
  public enum Protocol {
    /** 3M Standard Interchange Protocol 2.00. */
    SIP2,
    /** ISO 23950. */
    Z3950,
    /** NISO Circulation Interchange Protocol, ANSI/NISO Z39.83. */
    NCIP,
    /** Open Archives Initiative Protocol for Metadata Harvesting 2.0. */
    OAI_PMH
  }
}
