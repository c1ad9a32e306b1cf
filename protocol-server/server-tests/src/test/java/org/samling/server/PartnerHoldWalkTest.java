package org.samling.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.HoldAtPartner.Stage;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.routes.jobs.Job;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/** Two libraries of a consortium as their kiosks, staff and patrons see them. */
class PartnerHoldWalkTest {

  private static final RecordKey LACKED = new RecordKey("t", "lacked");
  private static final Set<String> JOBS = Set.of("partner-holds", "interlibrary-relay");

  private TestServer server;
  private TestLibrary library;
  private TenantId home;
  private TenantId supplier;
  private int asked;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    home = library.south;
    supplier = library.north;
    library.store.catalogue().putRecords(null, List.of(TestLibrary.record(LACKED, "Samsø")));
    library
        .store
        .itemRegister()
        .putItems(supplier, List.of(NewItem.plain("P-1", LACKED, TestLibrary.MAIN, "book")));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ClientCommands at(String tenant) {
    return new ClientCommands(server, tenant);
  }

  private String ask(Kiosk kiosk, String message) {
    asked++;
    return kiosk.ask(message.replace("{date}", "20260101    %06d".formatted(100_000 + asked)));
  }

  private String checkin(Kiosk kiosk) {
    return ask(kiosk, "09N{date}{date}AP|AO|ABP-1|AC|");
  }

  /** Lets the server's jobs do their work until something is so. */
  private void until(String what, BooleanSupplier condition) {
    Eventually.holds(
        what,
        () -> {
          server.listeners.jobs().stream()
              .filter(job -> JOBS.contains(job.name()))
              .forEach(Job::attempt);
          return condition.getAsBoolean();
        });
  }

  private boolean isAt(Stage stage) {
    return library.store.inquiries().patron(home, "A").orElseThrow().holds().stream()
        .anyMatch(hold -> hold.partner() != null && hold.partner().stage() == stage);
  }

  private boolean isExpected() {
    return library.store.inquiries().item(home, "P-1").isPresent();
  }

  private boolean is(TenantId tenant, InterlibraryState state) {
    return library.store.interlibraryRequests().find(tenant, 1).orElseThrow().state() == state;
  }

  private void whoGivesNoPinReadsNoTitle() {
    try (var stranger = new Kiosk(server.listeners.sip2Port())) {
      assertThat(stranger.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("941");
      assertThat(ask(stranger, "63009{date}     Y    AO|AAA|AC|"))
          .startsWith("64")
          .doesNotContain("Samsø", "north");
    }
  }

  @Test
  void aTitleGoesFromOneLibraryToThePatronOfAnotherAndBack() {
    at("south").run("hold-agreements", "offer", "north", "--most", "10").done();
    at("north")
        .run(
            "hold-agreements",
            "accept",
            "south",
            "--category",
            "adult",
            "--branch",
            TestLibrary.MAIN)
        .done();
    assertThat(at("south").run("hold-agreements", "list").done()).contains("north", "accepted");

    try (var atHome = new Kiosk(server.listeners.sip2Port());
        var atSupplier = new Kiosk(server.listeners.sip2Port()).login()) {
      assertThat(atHome.ask("9300CNsouth-kiosk|COsecret|")).isEqualTo("941");

      assertThat(ask(atHome, "15+{date}AO|AAA|AD1234|AJt:lacked|")).startsWith("161");
      until("the supplier has a copy", () -> isAt(Stage.PROMISED));
      assertThat(at("south").run("holds", "queues", "A").done()).contains("north", "promised");
      assertThat(ask(atHome, "63009{date}     Y    AO|AAA|AC|AD1234|"))
          .contains("AFSamsø (nummer 1 i køen): north har et eksemplar til dig|");

      assertThat(checkin(atSupplier)).contains("CV03", "south, Main");
      until("the copy is on its way", () -> isAt(Stage.SENT) && isExpected());
      assertThat(ask(atHome, "63009{date}     Y    AO|AAA|AC|AD1234|"))
          .contains("AFSamsø: et eksemplar fra north er på vej|");
      whoGivesNoPinReadsNoTitle();

      assertThat(checkin(atHome)).contains("CV01");
      until("the supplier knows that it arrived", () -> is(supplier, InterlibraryState.RECEIVED));
      assertThat(ask(atHome, "11YN{date}{date}AO|AAA|ABP-1|AC|AD1234|")).startsWith("121");

      assertThat(checkin(atHome)).contains("CV03", "north");
      library.asSuperuser("update loan set lent_at = lent_at - interval '1 hour'");
      assertThat(checkin(atSupplier)).startsWith("101");
      until("it is back", () -> is(home, InterlibraryState.RETURNED));
      assertThat(library.store.inquiries().item(home, "P-1")).isEmpty();
    }
    at("north").run("hold-agreements", "end", "supplier", "south").done();
  }
}
