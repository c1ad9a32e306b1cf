package org.samling.core.organisation;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
 * @param scopes what it may do by REST, by NCIP, or by Z39.50 beside searching; none for one that
 *     speaks anything else
 * @param partners the symbols of the other libraries for which it speaks, if it speaks NCIP: in
 *     interlibrary loan it may ask and tell for these and no other; {@link #ANY_PARTNER} for all
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
    Set<Scope> scopes,
    Set<String> partners,
    int version) {

  /** In place of a symbol: whatever library a message names. */
  public static final String ANY_PARTNER = "*";

  /** Copies the sets. */
  public Account {
    scopes = Set.copyOf(scopes);
    partners = Set.copyOf(partners);
  }

  /**
   * Whether it may ask and tell for another library.
   *
   * @param library the library's symbol, as messages name it
   */
  public boolean speaksFor(String library) {
    return partners.contains(ANY_PARTNER) || partners.contains(library);
  }

  /** The same with no other scopes than those that are opened. */
  public Account opening(Set<Scope> opened) {
    return new Account(
        tenant,
        id,
        protocol,
        username,
        branch,
        institution,
        charset,
        language,
        access,
        profile,
        scopes.stream().filter(opened::contains).collect(Collectors.toSet()),
        partners,
        version);
  }

  /** What an account speaks. */
  public enum Protocol {
    /** 3M Standard Interchange Protocol 2.00. */
    SIP2,
    /** ISO 23950. */
    Z3950,
    /** NISO Circulation Interchange Protocol, ANSI/NISO Z39.83. */
    NCIP,
    /** The REST API. */
    REST,
    /** Open Archives Initiative Protocol for Metadata Harvesting 2.0. */
    OAI_PMH
  }

  /** A right of an account; it has those that it was given and no other. */
  public enum Scope {
    /** See what machines did while the line was down, and what became of it. */
    OFFLINE_READ("offline:read"),
    /** Note that somebody has seen to such a transaction. */
    OFFLINE_SETTLE("offline:settle"),
    /** Import the tenant's own records, see what their imports did, and undo them. */
    CATALOGUE_IMPORT("catalogue:import"),
    /** Beside {@link #CATALOGUE_IMPORT}: the same of common records, which belong to no tenant. */
    CATALOGUE_IMPORT_COMMON("catalogue:import-common"),
    /** Count shelves. */
    STOCK_COUNT("stock:count"),
    /** Report addresses of patrons that do not work. */
    NOTICES_BOUNCE("notices:bounce"),
    /** Put and remove the tenant's own records, one by one; of an account that speaks Z39.50. */
    CATALOGUE_UPDATE("catalogue:update"),
    /** Ask the tenant for interlibrary loans and copies; of an account that speaks Z39.50. */
    ILL_REQUEST("ill:request"),
    /** See interlibrary requests, and what is written about them. */
    ILL_READ("ill:read"),
    /** Ask other libraries, answer what they ask for, and take their items in. */
    ILL_HANDLE("ill:handle"),
    /** Look up users, items, requests and agencies; of an account that speaks NCIP. */
    NCIP_LOOKUP("ncip:lookup"),
    /** Place, change and cancel requests; of an account that speaks NCIP. */
    NCIP_REQUEST("ncip:request"),
    /** Lend, take back, renew and recall items; of an account that speaks NCIP. */
    NCIP_CIRCULATE("ncip:circulate"),
    /** Charge users, and record what they paid; of an account that speaks NCIP. */
    NCIP_CHARGE("ncip:charge"),
    /** Make patrons; of an account that speaks NCIP. */
    NCIP_USERS("ncip:users"),
    /** Take in other libraries' items, and let them go; of an account that speaks NCIP. */
    NCIP_BORROW("ncip:borrow"),
    /** See what was counted; of an account that speaks REST. */
    STATISTICS_READ("statistics:read"),
    /** Tell how many visited; of an account that speaks REST. */
    STATISTICS_VISITS("statistics:visits"),
    /** See what patrons were charged and paid; of an account that speaks REST. */
    DEBT_READ("debt:read"),
    /** Begin and confirm payments that are made elsewhere; of an account that speaks REST. */
    PAYMENTS("payments"),
    /** Ask whether a patron's PIN is right; of an account that speaks REST. */
    PATRONS_AUTHENTICATE("patrons:authenticate"),
    /** See patrons with their loans, holds and fees; of an account that speaks REST. */
    PATRONS_READ("patrons:read"),
    /** Put and take away blocks of patrons; of an account that speaks REST. */
    PATRONS_BLOCK("patrons:block"),
    /** See items and titles as they stand; of an account that speaks REST. */
    ITEMS_READ("items:read"),
    /** Lend, take back, renew, recall, and what else becomes of loans; of REST. */
    CIRCULATION("circulation"),
    /** Record loans that were made elsewhere, against no rule; of an account that speaks REST. */
    CIRCULATION_RECORD("circulation:record"),
    /** Make patrons; of an account that speaks REST. */
    PATRONS_CREATE("patrons:create"),
    /** Place, change and cancel holds; of an account that speaks REST. */
    HOLDS("holds"),
    /** Charge fees; of an account that speaks REST. */
    FEES_CHARGE("fees:charge"),
    /** Give up fees that are owed; of an account that speaks REST. */
    FEES_FORGIVE("fees:forgive"),
    /** List, make, change and disable the tenant's accounts; of an account that speaks REST. */
    ACCOUNTS_MANAGE("accounts:manage"),
    /** See and change where patrons want to be told of what; of an account that speaks REST. */
    NOTICES_WISHES("notices:wishes"),
    /**
     * See all that there is about a patron, what keeps them from being erased, and who looked at
     * them; of an account that speaks REST.
     */
    PRIVACY("privacy"),
    /** See class sets, and what is booked; of an account that speaks REST. */
    BOOKINGS_READ("bookings:read"),
    /** Book copies and sets, and give bookings up; of an account that speaks REST. */
    BOOKINGS_PLACE("bookings:place"),
    /**
     * See settings, policy rules, stops and calendars, and what was changed of the configuration;
     * of an account that speaks REST.
     */
    CONFIGURATION_READ("configuration:read"),
    /** Change these, and roll changes back; of an account that speaks REST. */
    CONFIGURATION_CHANGE("configuration:change");

    /**
     * All that an account that speaks NCIP may be given. One for which nothing was said has them
     * all: partners are let in one by one, and those who need less are given less.
     */
    public static final Set<Scope> NCIP =
        Set.of(NCIP_LOOKUP, NCIP_REQUEST, NCIP_CIRCULATE, NCIP_CHARGE, NCIP_USERS, NCIP_BORROW);

    private final String text;

    Scope(String text) {
      this.text = text;
    }

    /** Its name where an account is set up, {@code offline:read}. */
    public String text() {
      return text;
    }

    /** The scope of this name, or nothing. */
    public static Optional<Scope> of(String text) {
      return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
    }
  }
}
