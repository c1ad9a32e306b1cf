package org.samling.core.organisation;

import java.util.Arrays;
import java.util.Map;
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
 * @param protocol its protocol, the only one it may use
 * @param username the name it logs in with, unique among all tenants
 * @param site where the machine of an account stands, and how it speaks
 * @param access its restrictions
 * @param profile what its machine may do and see, for SIP2; null for everything
 * @param scopes what it may do by REST, by NCIP, or by Z39.50 beside searching; empty for other
 *     protocols
 * @param partners for NCIP, the symbols of the other libraries for which it may act in interlibrary
 *     loan; {@link #ANY_PARTNER} for all
 * @param bounds the part of the library whose patrons, items, loans and holds it may see and change
 * @param version changes whenever anything above changes; not with the password
 */
public record Account(
    Tenant tenant,
    UUID id,
    Protocol protocol,
    String username,
    Site site,
    Access access,
    @Nullable Sip2ProfileChoice profile,
    Set<Scope> scopes,
    Set<String> partners,
    Bounds bounds,
    int version) {
  /**
   * Where the machine of an account stands, and how it speaks.
   *
   * @param branch the code of the machine's branch
   * @param institution what the machine calls the institution (SIP2 field AO): the branch's
   *     agency's ISIL
   * @param charset its character set, as an IANA name
   * @param language the language of its screen, as a SIP2 language code (3M SIP 2.00): 009 Danish
   */
  public record Site(String branch, String institution, String charset, String language) {}

  /**
   * The id of the account as which the operator of the server's own machine asks; no account that
   * is stored has it.
   */
  public static final UUID LOCAL_OPERATOR = new UUID(0, 1);

  /** Used in place of a symbol: any library that a message names. */
  public static final String ANY_PARTNER = "*";

  /** Copies the sets. */
  public Account {
    scopes = Set.copyOf(scopes);
    partners = Set.copyOf(partners);
  }

  /** Whether the operator of the server's own machine asks, who may do everything everywhere. */
  public boolean isLocalOperator() {
    return id.equals(LOCAL_OPERATOR);
  }

  /**
   * Whether it may act for another library. One that is bound acts for none: interlibrary loan is
   * the whole library's.
   *
   * @param library the library's symbol, as messages name it
   */
  public boolean actsFor(String library) {
    return bounds.isNone() && (partners.contains(ANY_PARTNER) || partners.contains(library));
  }

  /**
   * Whether it has a scope that it can use by NCIP or Z39.50. One that reaches over all of the
   * library is of no use to an account that is bound.
   */
  public boolean may(Scope scope) {
    return scopes.contains(scope) && (bounds.isNone() || !Scope.OF_WHOLE_LIBRARY.contains(scope));
  }

  /** A copy with only those of its scopes that are opened. */
  public Account restrictedTo(Set<Scope> opened) {
    return new Account(
        tenant,
        id,
        protocol,
        username,
        site,
        access,
        profile,
        scopes.stream().filter(opened::contains).collect(Collectors.toSet()),
        partners,
        bounds,
        version);
  }

  /** The protocol of an account. */
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

  /** A right of an account; it has only those it was given. */
  public enum Scope {
    /** See offline transactions of machines, and their outcomes. */
    OFFLINE_READ("offline:read"),
    /** Mark such a transaction as dealt with. */
    OFFLINE_SETTLE("offline:settle"),
    /** Import the tenant's own records, see what their imports did, and undo them. */
    CATALOGUE_IMPORT("catalogue:import"),
    /**
     * The same as {@link #CATALOGUE_IMPORT}, which it requires, for common records, which belong to
     * no tenant.
     */
    CATALOGUE_IMPORT_COMMON("catalogue:import-common"),
    /** Take stock of shelves. */
    STOCK_COUNT("stock:count"),
    /** Report patrons' addresses that do not work, and that they work again. */
    NOTICES_BOUNCE("notices:bounce"),
    /** Store and delete the tenant's own records, one by one; Z39.50. */
    CATALOGUE_UPDATE("catalogue:update"),
    /** Request interlibrary loans and copies from the tenant; Z39.50. */
    ILL_REQUEST("ill:request"),
    /** See interlibrary requests and their messages. */
    ILL_READ("ill:read"),
    /** Send requests to other libraries, answer theirs, and accept their items. */
    ILL_HANDLE("ill:handle"),
    /** Look up users, items, requests and agencies; NCIP. */
    NCIP_LOOKUP("ncip:lookup"),
    /** Place, change and cancel requests; NCIP. */
    NCIP_REQUEST("ncip:request"),
    /** Check out, check in, renew and recall items; NCIP. */
    NCIP_CIRCULATE("ncip:circulate"),
    /** Charge users, and record their payments; NCIP. */
    NCIP_CHARGE("ncip:charge"),
    /** Create patrons and change their PINs; NCIP. */
    NCIP_USERS("ncip:users"),
    /** Accept and return other libraries' items; NCIP. */
    NCIP_BORROW("ncip:borrow"),
    /** See statistics; REST. */
    STATISTICS_READ("statistics:read"),
    /** Report numbers of visitors; REST. */
    STATISTICS_VISITS("statistics:visits"),
    /** See patrons' charges and payments; REST. */
    DEBT_READ("debt:read"),
    /** Begin and confirm payments made in another system; REST. */
    PAYMENTS("payments"),
    /** Verify patrons' PINs; REST. */
    PATRONS_AUTHENTICATE("patrons:authenticate"),
    /** See patrons with their loans, holds and fees; REST. */
    PATRONS_READ("patrons:read"),
    /** Add and remove blocks of patrons; REST. */
    PATRONS_BLOCK("patrons:block"),
    /** See items and titles with their current status; REST. */
    ITEMS_READ("items:read"),
    /** Check out, check in, renew, recall, and all else that changes loans; REST. */
    CIRCULATION("circulation"),
    /** Record loans made in another system, without checking rules; REST. */
    CIRCULATION_RECORD("circulation:record"),
    /** Lend and renew against the library's rules, with a reason; REST. */
    CIRCULATION_OVERRIDE("circulation:override"),
    /** Create patrons; REST. */
    PATRONS_CREATE("patrons:create"),
    /** Place, change and cancel holds; REST. */
    HOLDS("holds"),
    /** Charge fees; REST. */
    FEES_CHARGE("fees:charge"),
    /** Waive fees; REST. */
    FEES_FORGIVE("fees:forgive"),
    /** List, create, change and disable the tenant's accounts; REST. */
    ACCOUNTS_MANAGE("accounts:manage"),
    /** See and change patrons' notice preferences; REST. */
    NOTICES_WISHES("notices:wishes"),
    /** See all data about a patron, what prevents its erasure, and who looked at it; REST. */
    PRIVACY("privacy"),
    /** See class sets and bookings; REST. */
    BOOKINGS_READ("bookings:read"),
    /** Place and cancel bookings of copies and sets; REST. */
    BOOKINGS_PLACE("bookings:place"),
    /**
     * See settings, policy rules, stops and calendars, and the history of the configuration; REST.
     */
    CONFIGURATION_READ("configuration:read"),
    /** Change these, and roll changes back; REST. */
    CONFIGURATION_CHANGE("configuration:change"),
    /** Make, fill, move and dissolve class sets; REST. */
    SETS_MANAGE("sets:manage"),
    /** See classes and other groups with their members; REST. */
    GROUPS_READ("groups:read"),
    /** Change the members of groups, lend to groups, and begin a new school year; REST. */
    GROUPS_MANAGE("groups:manage"),
    /** Order, receive, relocate, weed and withdraw items, and subscribe to periodicals; REST. */
    STOCK_MANAGE("stock:manage"),
    /**
     * See notices that were sent or will be, as they were sent, and addresses that do not work;
     * REST.
     */
    NOTICES_READ("notices:read"),
    /** Send notices again, and trial notices; REST. */
    NOTICES_SEND("notices:send"),
    /** Exchange claims with a debtor system, and record refunds; REST. */
    DEBT_MANAGE("debt:manage"),
    /** Deliver data to the national series; REST. */
    STATISTICS_DELIVER("statistics:deliver"),
    /** Erase patrons, and keep or forget their past loans; REST. */
    PRIVACY_ERASE("privacy:erase"),
    /** See and end the locks that wrong PINs brought about; REST. */
    PATRONS_UNLOCK("patrons:unlock"),
    /** Set and reset patrons' PINs; REST. */
    PATRONS_PINS("patrons:pins"),
    /** Manage who may sign in to the console; REST. */
    STAFF_MANAGE("staff:manage"),
    /** Remove the second factor of staff who lost it; REST. */
    STAFF_UNLOCK("staff:unlock"),
    /** Register patrons, edit them, and change their cards, notes, guardians and absences; REST. */
    PATRONS_CHANGE("patrons:change"),
    /** Merge two records of one patron; REST. */
    PATRONS_MERGE("patrons:merge"),
    /** Refund what was paid, pay out credit, and reverse payments; REST. */
    FEES_REFUND("fees:refund"),
    /** See, create and change the tenants of the server, for those who run it; REST. */
    TENANTS_MANAGE("tenants:manage");

    /**
     * All scopes that an NCIP account may have. They are the default: partners are set up one by
     * one, and those who need less are given less.
     */
    public static final Set<Scope> NCIP =
        Set.of(NCIP_LOOKUP, NCIP_REQUEST, NCIP_CIRCULATE, NCIP_CHARGE, NCIP_USERS, NCIP_BORROW);

    /** The scopes of NCIP and Z39.50 that reach over all of the library. */
    private static final Set<Scope> OF_WHOLE_LIBRARY =
        Set.of(CATALOGUE_UPDATE, ILL_REQUEST, NCIP_BORROW);

    private final String text;

    Scope(String text) {
      this.text = text;
    }

    /** Its name in an account's configuration, {@code offline:read}. */
    public String text() {
      return text;
    }

    /** The scope with this name, or empty. */
    public static Optional<Scope> of(String text) {
      return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst();
    }

    /**
     * The scopes of an account in an earlier state.
     *
     * @param columns the state, as versions of the configuration keep it
     */
    public static Set<Scope> namedIn(Map<String, String> columns) {
      var json = columns.getOrDefault("scopes", "");
      return granted(
          Protocol.valueOf(columns.getOrDefault("protocol", Protocol.REST.name())),
          Arrays.stream(values())
              .filter(scope -> json.contains('"' + scope.text + '"'))
              .collect(Collectors.toUnmodifiableSet()));
    }

    /** The scopes that an account has by those that are named: for NCIP none means all. */
    public static Set<Scope> granted(Protocol protocol, Set<Scope> named) {
      return named.isEmpty() && protocol == Protocol.NCIP ? NCIP : named;
    }
  }

  public String branch() {
    return site.branch;
  }

  public String institution() {
    return site.institution;
  }

  public String charset() {
    return site.charset;
  }

  public String language() {
    return site.language;
  }
}
