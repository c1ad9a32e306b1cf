package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.Acting;

/**
 * What the application may have the owner of the tables do for it (functions that are {@code
 * security definer}): each reaches other tenants as far as it is for, and no further.
 */
class OwnersFunctionsTest {

  /** The functions, and what they are for. */
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("begin_session()", "numbers the session, which nothing else can"),
          Map.entry("act_for(text)", "acts for whom a claim names that a node has signed"),
          Map.entry("require_claim()", "refuses a session that has shown none"),
          Map.entry("put_acting_key(text,bytea,bytea)", "adds a key, for the library as a whole"),
          Map.entry("end_acting_key(text)", "ends a key, for the library as a whole"),
          Map.entry("raise_timeline()", "notes the server's own timeline, where it is later"),
          Map.entry("password_of_staff(text)", "gives the hash of one password, by a name"),
          Map.entry("begin_staff_session(bytea,uuid)", "begins a session of staff"),
          Map.entry("staff_of_session(bytea,interval,interval)", "finds who is signed in"),
          Map.entry("use_staff_session(bytea,interval)", "notes that a session is used"),
          Map.entry("work_at(bytea,integer,text)", "keeps the branch where one of the staff works"),
          Map.entry("end_staff_session(bytea)", "ends a session of staff"),
          Map.entry("forget_staff_sessions(interval,interval)", "forgets those that are over"),
          Map.entry("end_sessions_of_staff(text)", "ends all sessions of one of the staff"),
          Map.entry("maintain_partitions(date)", "makes and drops partitions; tells who is behind"),
          Map.entry("expect_whole_tenants()", "tells the planner of new tables; reads no row"),
          Map.entry("drop_loan_history()", "drops one that is over; tells how much it was"),
          Map.entry(
              "forget_items_of_fees(text[],timestamp with time zone[])",
              "takes from the tenant's own settled fees what they were for"),
          Map.entry("forget_journals(date)", "deletes the tenant's own journals"),
          Map.entry(
              "tenants_with_work(text,text,timestamp with time zone)",
              "names the tenants that have work, for the library as a whole"),
          Map.entry("probe_room()", "empties and fills what is nobody's, to see whether it can"),
          Map.entry("mark_catalogue()", "notes how far the catalogue can be told"),
          Map.entry("common_record_changed()", "a trigger: notes that a record was changed"),
          Map.entry("local_record_changed()", "a trigger: notes that a record was changed"),
          Map.entry("hold_common_records(integer,uuid[])", "notes that the tenant has items"),
          Map.entry("release_common_records(integer,uuid[])", "notes that it may have none"),
          Map.entry("agree_on_lending(integer,integer,boolean,text)", "makes or ends an agreement"),
          Map.entry(
              "offer_guest_agreement(integer,integer,text[],text[],text)",
              "offers for its own home, and shows the lender what"),
          Map.entry(
              "accept_guest_agreement(integer,integer,text[],text[],text,text,text,text)",
              "accepts for its own lender what is offered"),
          Map.entry(
              "end_guest_agreement(integer,integer,text,text)", "ends one of its own, for both"),
          Map.entry(
              "offer_hold_agreement(integer,integer,integer,smallint,text)",
              "offers for its own home, and shows the supplier what"),
          Map.entry(
              "accept_hold_agreement(integer,integer,integer,text[],text,text,text)",
              "accepts for its own supplier what is offered"),
          Map.entry(
              "end_hold_agreement(integer,integer,text,text)", "ends one of its own, for both"),
          Map.entry("hold_suppliers(integer,uuid)", "which suppliers have a copy, by agreement"),
          Map.entry("item_of_other(integer,text)", "title, owner and home, by agreement"),
          Map.entry("link_persons(uuid[],smallint[],bytea[])", "says who own patrons are"),
          Map.entry("rows_of_person(bytea[])", "finds a person's patrons, for no tenant"),
          Map.entry("maintain_access_log(date)", "makes and drops partitions; tells nothing"),
          Map.entry(
              "erase_from_journals(uuid,uuid,text[],text)",
              "takes a person out of the tenant's own journals"),
          Map.entry("merge_patrons(uuid,uuid,boolean)", "makes one of two own patrons"),
          Map.entry(
              "merge_in_journals(uuid,uuid)",
              "names the patron who stays in the tenant's own journals"),
          Map.entry("erase_patron(uuid,uuid,text)", "puts a pseudonym in an own patron's place"));

  /** The triggers that link records of danMARC2, and have them told and shown together. */
  private static final Set<String> LINKING =
      Set.of("link_common_records()", "link_local_records()", "common_record_holders_changed()");

  /** The triggers that note by which numbers records are known, and tell of keys that went. */
  private static final Set<String> NUMBERING =
      Set.of("number_local_records()", "tell_of_former_key()");

  /** The triggers that note which authority records a record follows, and tell of those that do. */
  private static final Set<String> FOLLOWING =
      Set.of("link_common_authorities()", "link_local_authorities()");

  /** The triggers that note which records are to be looked at for match points. */
  private static final Set<String> MATCHING =
      Set.of("common_keys_are_due()", "local_keys_are_due()");

  /** The trigger that keeps what was changed of the configuration. */
  private static final Set<String> VERSIONS = Set.of("keep_version()");

  private static final List<Set<String>> TRIGGERS =
      List.of(LINKING, NUMBERING, FOLLOWING, MATCHING, VERSIONS);

  private static FencedLibrary fenced;
  private static TestLibrary library;
  private static TenantId third;

  @BeforeAll
  static void open() throws SQLException {
    fenced = new FencedLibrary();
    library = fenced.library;
    third =
        library
            .store
            .libraryRegister()
            .putTenant(
                "third",
                "third",
                ZoneId.of("Europe/Copenhagen"),
                Currency.getInstance("DKK"),
                false)
            .id();
  }

  @AfterAll
  static void close() throws SQLException {
    fenced.close();
  }

  private static void assertDenied(TenantId tenant, String call, String message) {
    assertThatThrownBy(() -> library.texts(tenant, "select " + call))
        .as(call)
        .hasStackTraceContaining(message);
  }

  @Test
  void everyFunctionThatRunsAsItsOwnerIsKnownAndFindsItsOwnThingsOnly() {
    var functions =
        """
        select p.oid::regprocedure::text from pg_proc p
        where p.prosecdef and has_function_privilege('%s', p.oid, 'execute')
          and p.pronamespace <> 'pg_catalog'::regnamespace
        """
            .formatted(library.roles.application());
    var known = new HashSet<>(FUNCTIONS.keySet());
    TRIGGERS.forEach(known::addAll);
    assertThat(fenced.catalogue(functions)).containsExactlyInAnyOrderElementsOf(known);
    assertThat(
            fenced.catalogue(
                functions
                    + " and not exists (select from unnest(p.proconfig) c where c ~ '^search_path=samling(_person)?, pg_temp$')"))
        .as("without a path of its own a function could be given another's tables")
        .isEmpty();
  }

  @Test
  void triggersAreNotCalled() {
    for (var call : List.of("common_record_changed()", "local_record_changed()")) {
      assertDenied(library.south, call, "can only be called as triggers");
    }
    for (var calls : TRIGGERS) {
      calls.forEach(call -> assertDenied(library.south, call, "can only be called as triggers"));
    }
  }

  @Test
  void keepingPartitionsTouchesNobodysRows() {
    var counts =
        """
        select (select count(*) from command_outcome) || ' ' || (select count(*) from audit)
          || ' ' || (select count(*) from outbox) || ' ' || (select count(*) from ledger_entry)
        """;
    var before = fenced.catalogue(counts);
    assertDenied(library.south, "maintain_partitions(current_date)", "only the library as a whole");
    library.store.maintain();
    assertThat(fenced.catalogue(counts)).isEqualTo(before);
  }

  @Test
  void whichTenantsHaveWorkIsToldByAClaimForTheLibraryAsAWholeOnly() throws SQLException {
    assertDenied(
        library.south,
        "tenants_with_work('0.x.00', 'HOLDS_TO_TARGET', now())",
        "this node's key file is not the library's");
    try (var connection = library.application();
        var statement =
            connection.prepareStatement("select tenants_with_work(?, 'HOLDS_TO_TARGET', now())")) {
      statement.setString(1, Acting.of(library.south).on(connection));
      assertThatThrownBy(statement::executeQuery)
          .hasMessageContaining("only the library as a whole may ask for that");
    }
    assertDenied(
        library.south,
        "may_have_work(%s, 'GUESTS', now())".formatted(library.north),
        "permission denied");
  }

  @Test
  void tenantSaysForItselfOnlyOfWhichRecordsItHasItems() {
    var holders =
        "select string_agg(tenant_id || ' ' || common_record_id, ',' order by 1) from common_record_holder";
    var record =
        library.text(library.north, "select common_record_id from item where barcode = '6'");
    var before = fenced.catalogue(holders);
    for (var call : List.of("hold_common_records", "release_common_records")) {
      assertDenied(
          library.south,
          "%s(%s, array['%s'::uuid])".formatted(call, library.north, record),
          "a tenant says for itself only");
      assertThatThrownBy(
              () -> library.count(null, "select %s(%s, '{}')".formatted(call, library.north)))
          .hasStackTraceContaining("a tenant says for itself only");
    }
    assertThat(fenced.catalogue(holders)).isEqualTo(before);
  }

  @Test
  void tenantMakesNoAgreementBetweenOthers() {
    assertDenied(
        library.south,
        "agree_on_lending(%s, %s, true, 'x')".formatted(library.north, third),
        "a tenant agrees for itself only");
    assertDenied(
        third,
        "agree_on_lending(%s, %s, false, 'x')".formatted(library.north, library.south),
        "a tenant agrees for itself only");
    assertThat(fenced.catalogue("select other_id from lending_agreement order by 1"))
        .containsExactly(library.north.toString(), library.south.toString());
  }

  @Test
  void tenantOffersAcceptsAndEndsAgreementsAboutGuestsForItselfOnly() {
    assertDenied(
        third,
        "offer_guest_agreement(%s, %s, '{}', '{1}', 'x')".formatted(library.north, third),
        "a tenant offers for itself only");
    assertDenied(
        third,
        "accept_guest_agreement(%s, %s, '{}', '{1}', 'adult', 'adult', 'x', 'x')"
            .formatted(library.north, third),
        "a tenant accepts for itself only");
    assertDenied(
        third,
        "end_guest_agreement(%s, %s, 'HOME', 'x')".formatted(library.north, library.south),
        "a tenant ends its own agreements only");
    assertThat(
            library.text(
                third,
                "select end_guest_agreement(%s, %s, 'HOME', 'x')".formatted(third, library.south)))
        .isEqualTo("f");
    assertThat(fenced.catalogue("select state from guest_agreement")).containsOnly("ACCEPTED");
  }

  @Test
  void tenantOffersAcceptsAndEndsAgreementsAboutHoldsForItselfOnly() {
    assertDenied(
        third,
        "offer_hold_agreement(%s, %s, 1, 1::smallint, 'x')".formatted(library.north, third),
        "a tenant offers for itself only");
    assertDenied(
        third,
        "accept_hold_agreement(%s, %s, 1, '{}', 'x', 'x', 'x')".formatted(library.north, third),
        "a tenant accepts for itself only");
    assertDenied(
        third,
        "end_hold_agreement(%s, %s, 'HOME', 'x')".formatted(library.north, library.south),
        "a tenant ends its own agreements only");
    assertThat(fenced.catalogue("select state from hold_agreement")).containsOnly("ACCEPTED");
  }

  @Test
  void suppliersAreToldByAgreementAndNothingOfTheirCopies() {
    var title = "(select id from common_record where source = 't' and control_number = '1')";
    var call = "hold_suppliers(%s, " + title + ")";
    assertThat(library.texts(third, "select " + call.formatted(third))).isEmpty();
    assertThat(library.texts(library.north, "select " + call.formatted(library.north)))
        .containsExactly("south");
    assertDenied(third, call.formatted(library.north), "a tenant asks for itself only");
  }

  @Test
  void itemOfAnotherIsToldByAgreementAndWithoutItsPatron() {
    var call = "item_of_other(%s, '1')";
    assertThat(library.texts(third, "select " + call.formatted(third))).isEmpty();
    assertThat(
            library.texts(
                library.south,
                "select o::text || acting_tenant() from %s o"
                    .formatted(call.formatted(library.south))))
        .as("item 1 is on loan to A; and the transaction acts for whom it acted for")
        .containsExactly("(north,north,Ærø,Main)" + library.south);
    for (var other : List.of(library.north, third)) {
      assertDenied(library.south, call.formatted(other), "a tenant asks for itself only");
    }
  }

  @Test
  void anothersPatronsAreNeitherLinkedNorFound() {
    var theirs =
        library.text(library.north, "select patron_id from patron_identifier where value = 'A'");
    var hmac = "decode(repeat('07', 32), 'hex')";
    library.texts(
        library.south,
        "select link_persons(array['%s'::uuid], array[1::smallint], array[%s])"
            .formatted(theirs, hmac));
    assertThat(
            fenced.catalogue(
                "select tenant_id from samling_person.link where tenant_id = " + library.north))
        .as("a link is the tenant's own, whosever patron it names")
        .isEmpty();
    assertDenied(
        library.south, "rows_of_person(array[%s])".formatted(hmac), "does not ask for another's");
    assertThatThrownBy(() ->
            library.count(
                null,
                "select link_persons(array['%s'::uuid], array[1::smallint], array[%s])"
                    .formatted(theirs, hmac)))
        .hasStackTraceContaining("linked for a tenant");
  }
}
