package org.samling.postgres;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Membership;
import org.samling.core.patron.PatronRegister.NewBlock;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Unit;

/**
 * The initial contents of each tenant of a {@link TestLibrary}, written through the store's own
 * ports.
 */
final class TestTenant {

  private TestTenant() {}

  /** Creates a tenant with a code, or fills one that exists. */
  static TenantId put(PostgresStore store, String code) {
    var tenant = putWithoutPatrons(store, code);
    putPatrons(store, tenant);
    return tenant;
  }

  /** Creates it without its patrons. */
  static TenantId putWithoutPatrons(PostgresStore store, String code) {
    var register = store.libraryRegister();
    var tenant =
        register
            .putTenant(
                code,
                code,
                ZoneId.of("Europe/Copenhagen"),
                Currency.getInstance("DKK"),
                code.equals("north"))
            .id();
    register.putItemCategories(
        tenant,
        List.of(
            new ItemCategory("book", "Bog", "001", true, 30, 1),
            new ItemCategory("reference", "Opslag", "001", false, 0, 0)));
    register.putPatronCategories(
        tenant,
        List.of(
            new PatronCategory("adult", "Voksen", 50, 10, 20_000),
            new PatronCategory("child", "Barn", 2, 1, 0)));
    register.putAgencies(
        tenant,
        List.of(new Agency("799700", Agency.Kind.PUBLIC, TestLibrary.MAIN, null, "Library")));
    register.putBranches(
        tenant,
        List.of(
            new Branch(TestLibrary.MAIN, "799700", Set.of(), "Main", BranchCalendar.ALWAYS_OPEN),
            new Branch(
                TestLibrary.BRANCH, "799700", Set.of(), "Branch", BranchCalendar.ALWAYS_OPEN)));
    register.putAccounts(
        tenant,
        List.of(
            account(Account.Protocol.SIP2, code + "-kiosk"),
            account(Account.Protocol.Z3950, code + "-z3950"),
            account(Account.Protocol.NCIP, code + "-ncip"),
            account(Account.Protocol.OAI_PMH, code + "-oai")));
    register.putPartners(tenant, code + "-ncip", Set.of(Account.ANY_PARTNER));
    store
        .catalogue()
        .putRecords(
            null,
            List.of(
                TestLibrary.record(TestLibrary.TITLE, "Ærø"),
                TestLibrary.record(TestLibrary.OTHER_TITLE, "Fanø")));
    store
        .itemRegister()
        .putItems(
            tenant,
            List.of(
                item("1", TestLibrary.TITLE, "book"),
                item("2", TestLibrary.TITLE, "book"),
                item("3", TestLibrary.TITLE, "book"),
                item("4", TestLibrary.TITLE, "book"),
                item("5", TestLibrary.TITLE, "book"),
                item("6", TestLibrary.OTHER_TITLE, "book"),
                item("R", TestLibrary.OTHER_TITLE, "reference")));
    return tenant;
  }

  /** Writes the patrons, whose PINs are hashed for their tenant alone. */
  static void putPatrons(PostgresStore store, TenantId tenant) {
    store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                patron("A", "adult", List.of()),
                patron("B", "adult", List.of()),
                patron("C", "child", List.of()),
                patron("X", "adult", List.of(new NewBlock(BlockCode.EXCLUDED, "note")))));
  }

  /** Sets a setting for the whole of a tenant, valid since long ago. */
  static void set(
      PostgresStore store, TenantId tenant, String code, Setting<?> setting, String value) {
    store
        .policyRegister()
        .putSettings(
            tenant,
            List.of(
                new SettingValue(
                    setting.name(),
                    new Unit(Unit.Level.TENANT, code),
                    value,
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.now())));
  }

  private static NewAccount account(Account.Protocol protocol, String username) {
    return new NewAccount(
        protocol, username, new Secret("secret"), TestLibrary.MAIN, "UTF-8", "009");
  }

  private static NewPatron patron(String card, String category, List<NewBlock> blocks) {
    return patron(card, category, TestLibrary.MAIN, blocks);
  }

  static NewPatron patron(String card, String category, String branch, List<NewBlock> blocks) {
    return new NewPatron(
        card,
        "Navn, " + card,
        new Membership(category, branch, "009"),
        new Secret("1234"),
        new Contact(card + "@example.org"),
        null,
        blocks);
  }

  static NewItem item(String barcode, RecordKey record, String category) {
    return new NewItem(
        barcode,
        record,
        TestLibrary.MAIN,
        category,
        ItemStatus.AVAILABLE,
        ItemDetails.builder().location("Voksen").price(24_900L).build());
  }
}
