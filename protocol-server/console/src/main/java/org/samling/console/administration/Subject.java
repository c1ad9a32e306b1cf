package org.samling.console.administration;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.policy.ConfigurationVersion.Kind;

/**
 * A kind of thing that is administered. Its pages are made of this declaration.
 *
 * @param name its name in addresses, and in texts as {@code administration.subject.NAME}
 * @param listing how the things are listed
 * @param forms how a thing is shown, made and changed
 * @param history its changes
 * @param page the path of another page about a thing, before what names it; or null
 */
record Subject(String name, Listing listing, Forms forms, History history, @Nullable String page) {

  private static final String BASED_ON = "based-on";

  /** All of them, in the order in which they are shown. */
  static final List<Subject> ALL =
      Stream.of(organisation(), people(), accounts(), texts()).flatMap(List::stream).toList();

  /**
   * How the things are listed.
   *
   * @param operation the operation that lists them
   * @param rows the member of its answer that has them
   * @param asked what it is asked for, which new things have too
   * @param key the members of a row that name a thing
   * @param columns the members of a row that are shown beside them
   */
  record Listing(
      String operation,
      String rows,
      Map<String, String> asked,
      List<String> key,
      List<String> columns) {

    static Listing of(String operation, String rows, String key, String... columns) {
      return new Listing(operation, rows, Map.of(), List.of(key), List.of(columns));
    }
  }

  /**
   * The operations on a thing.
   *
   * @param show shows it by what names it, or null where its row says all
   * @param create makes a new one, or null
   * @param edit changes it by a form on its page, or null
   * @param beside others that take what is typed in that form
   * @param actions all others
   * @param origins members of their inputs that an answer has by another name
   */
  record Forms(
      @Nullable String show,
      @Nullable String create,
      @Nullable String edit,
      List<String> beside,
      List<String> actions,
      Map<String, String> origins) {

    /** Nothing is made or changed as a whole: there are only actions. */
    static Forms acted(String show, String... actions) {
      @Nullable String none = null;
      return new Forms(show, none, none, List.of(), List.of(actions), Map.of());
    }

    /** One operation makes it and changes it. */
    static Forms put(String show, String put) {
      return new Forms(show, put, put, List.of(), List.of(), Map.of());
    }
  }

  /**
   * Which changes of the configuration are its history.
   *
   * @param kinds of what kind they are; none where they are kept elsewhere
   * @param isPlace whether it is the place where they apply, and not what is changed
   */
  record History(Set<Kind> kinds, boolean isPlace) {

    static final History ELSEWHERE = new History(Set.of(), false);

    static History of(Kind kind) {
      return new History(EnumSet.of(kind), false);
    }

    static History at(Kind first, Kind second) {
      return new History(EnumSet.of(first, second), true);
    }
  }

  private static List<Subject> organisation() {
    return List.of(
        new Subject(
            "tenants",
            Listing.of(
                "list-tenants",
                "tenants",
                "tenant",
                "name",
                "time-zone",
                "currency",
                "open-catalogue"),
            Forms.put("show-tenant", "put-tenant"),
            History.ELSEWHERE,
            null),
        new Subject(
            "agencies",
            Listing.of("list-agencies", "agencies", "number", "name", "kind", "agency"),
            Forms.put("show-agency", "put-agency"),
            History.of(Kind.AGENCY),
            null),
        new Subject(
            "branches",
            Listing.of("list-branches", "branches", "branch", "name", "agency", "joint-agencies"),
            Forms.put("show-branch", "put-branch"),
            History.at(Kind.BRANCH, Kind.JOINT_AGENCY),
            "/policy/calendars/"),
        new Subject(
            "calendars",
            Listing.of("list-calendars", "calendars", "branch", "name", "agency"),
            Forms.acted("show-calendar", "close-branch"),
            History.at(Kind.HOURS, Kind.CLOSING),
            "/policy/calendars/"),
        new Subject(
            "item-categories",
            Listing.of(
                "list-item-categories",
                "categories",
                "category",
                "name",
                "media-type",
                "for-loan",
                "loan-days",
                "renewals"),
            Forms.put("show-item-category", "put-item-category"),
            History.of(Kind.ITEM_CATEGORY),
            null),
        new Subject(
            "patron-categories",
            Listing.of(
                "list-patron-categories",
                "categories",
                "category",
                "name",
                "max-loans",
                "max-holds",
                "max-debt"),
            Forms.put("show-patron-category", "put-patron-category"),
            History.of(Kind.PATRON_CATEGORY),
            null));
  }

  private static List<Subject> people() {
    return List.of(
        new Subject(
            "staff",
            Listing.of(
                "list-staff",
                "staff",
                "username",
                "name",
                "role",
                "agencies",
                "enabled",
                "second-factor",
                "last-sign-in"),
            new Forms(
                "show-staff",
                "add-staff",
                null,
                List.of(),
                List.of(
                    "put-staff-password",
                    "disable-staff",
                    "enable-staff",
                    "reset-staff-second-factor"),
                Map.of()),
            History.ELSEWHERE,
            null));
  }

  private static List<Subject> accounts() {
    var tokens =
        new Subject(
            "tokens",
            Listing.of(
                "list-tokens",
                "tokens",
                "number",
                "account",
                "label",
                "scopes",
                "ends",
                "used",
                "valid"),
            new Forms(
                null,
                "create-token",
                null,
                List.of(),
                List.of("rotate-token", "revoke-token"),
                Map.of()),
            History.ELSEWHERE,
            null);
    var partners =
        new Subject(
            "ill-partners",
            Listing.of(
                "list-ill-partners",
                "partners",
                "library",
                "name",
                "protocol",
                "address",
                "login",
                "enabled"),
            new Forms(
                "show-ill-partner",
                "put-ill-partner",
                "put-ill-partner",
                List.of(),
                List.of("test-ill-partner", "remove-ill-partner"),
                Map.of()),
            History.of(Kind.ILL_PARTNER),
            null);
    return Stream.concat(
            Stream.of("sip2", "ncip", "z3950", "rest", "oai-pmh").map(Subject::accounts),
            Stream.of(tokens, partners))
        .toList();
  }

  private static Subject accounts(String protocol) {
    var isRest = protocol.equals("rest");
    var isMachine = !isRest && !protocol.equals("oai-pmh");
    var actions =
        Stream.of(
            "put-account-access",
            "put-account-bounds",
            "put-account-scopes",
            "put-account-password",
            "disable-account",
            "enable-account");
    return new Subject(
        "accounts-" + protocol,
        new Listing(
            "list-accounts",
            "accounts",
            Map.of("protocol", protocol),
            List.of("name"),
            List.of("branch", "enabled", "networks", "scopes")),
        new Forms(
            "show-account",
            "create-account",
            null,
            List.of(),
            (isRest ? Stream.concat(actions, Stream.of("create-token")) : actions).toList(),
            Map.of("account", "name")),
        History.of(Kind.ACCOUNT),
        isMachine ? "/machines/account/" : null);
  }

  private static List<Subject> texts() {
    return List.of(
        new Subject(
            "notice-templates",
            new Listing(
                "list-notice-templates",
                "templates",
                Map.of(),
                List.of("kind", "language", "form"),
                List.of("own", "by", "at")),
            new Forms(
                "show-notice-template",
                null,
                "save-notice-template",
                List.of("preview-notice-template"),
                List.of(
                    "send-trial-notice", "list-notice-template-versions", "remove-notice-template"),
                Map.of(BASED_ON, "version")),
            History.ELSEWHERE,
            null));
  }

  /** The path of its list, relative to the tenant's. */
  String path() {
    return AdministrationSection.PATH + "/" + name;
  }
}
