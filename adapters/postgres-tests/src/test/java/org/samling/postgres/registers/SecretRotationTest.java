package org.samling.postgres.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.ill.IllPartner;
import org.samling.core.ill.IllPartner.Ncip;
import org.samling.core.ill.IllPartner.Ncip.Version;
import org.samling.core.ill.IllPartner.Password;
import org.samling.core.ill.IllPartner.ReplyAddresses;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronAuthentication.RightPin;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.staff.SignIn;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffRole;
import org.samling.postgres.PostgresStore;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.registers.SecretRotation.StoredSecret;
import org.samling.testing.TestAuthenticator;

/** A new pepper is taken into use while another server runs. */
class SecretRotationTest {

  /** More than are brought under a new pepper at once. */
  private static final int PATRONS = 1_100;

  private static final Secret PASSWORD = new Secret("correct horse battery");

  private static final IllPartner PARTNER =
      new IllPartner(
          "DK-710100",
          "Andet bibliotek",
          new Ncip(Version.V2_02, null, null, new Secret("agency"), Duration.ofMinutes(15)),
          URI.create("https://ncip.example.org/ncip"),
          new Password("north", new Secret("another secret")),
          Duration.ofSeconds(20),
          ReplyAddresses.NONE,
          true);

  @TempDir private Path directory;
  private TestLibrary library;
  private TenantId north;
  private PostgresStore server;
  private PostgresStore command;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    library.asSuperuser("truncate patron_pin; truncate ill_partner; truncate account cascade");
    north = library.north;
    var file = directory.resolve("keys.properties");
    var settings = TestLibrary.settings(library.roles, 8);
    ActingKeys.trust(library.roles, Keyring.loadOrCreate(file));
    server = new PostgresStore(settings, Keyring.loadOrCreate(file));
    command = new PostgresStore(settings, Keyring.loadOrCreate(file));
    server.illPartners().put(north, List.of(PARTNER));
    server
        .patronRegister()
        .putPatrons(north, IntStream.range(0, PATRONS).mapToObj(this::patron).toList());
    server
        .libraryRegister()
        .putAccounts(
            north,
            List.of(
                new NewAccount(
                    Account.Protocol.SIP2,
                    "rotated-kiosk",
                    new Secret("secret"),
                    TestLibrary.MAIN,
                    "UTF-8",
                    "009")));
  }

  @AfterEach
  void close() {
    command.close();
    server.close();
    library.close();
  }

  private static String cpr(int n) {
    return "170270%04d".formatted(n);
  }

  private NewPatron patron(int n) {
    return new NewPatron(
        "card-" + n,
        "Navn",
        new Membership("adult", TestLibrary.MAIN, "009"),
        n < 2 ? new Secret("1234") : null,
        Contact.NONE,
        null,
        List.of(),
        Particulars.of(Particulars.NONE.kind(), List.of(), Cpr.of(cpr(n))));
  }

  private List<String> kept() {
    return command.secretRotation().kept().stream()
        .filter(k -> k.tenant().id().equals(north))
        .map((StoredSecret k) -> k.secret() + " " + k.version() + " " + k.number())
        .toList();
  }

  private void assertFound(int n) {
    for (var store : List.of(server, command)) {
      assertThat(store.inquiries().patron(north, cpr(n))).as(cpr(n)).isPresent();
      assertThat(store.persons().rowsOf(Cpr.of(cpr(n)))).hasSize(1);
    }
  }

  private Optional<RightPin> check(int n) {
    return server.patronAuthentication().check(north, "card-" + n, new Secret("1234"));
  }

  /** The authenticator of somebody of the staff who set up a second factor. */
  private TestAuthenticator enrolled() {
    var member = new Staff.NewMember("anna", "Anna", StaffRole.DESK, north, Set.of(), PASSWORD);
    server.staff().add(member);
    var anna = server.staff().all().getFirst();
    var draft = server.secondFactors().draft(anna);
    var app = new TestAuthenticator(draft.key());
    assertThat(server.secondFactors().enrol(anna, draft.sealed(), app.code())).isPresent();
    library.asSuperuser("update staff_second_factor set last_step = 0"); // the same code is right
    return app;
  }

  @Test
  void rotationGoesInStepsBesideAServerAndEverybodyIsFoundMeanwhile() throws Exception {
    var app = enrolled();
    assertThat(kept())
        .containsExactly(
            "CPR 1 " + PATRONS, "PARTNER 1 1", "PASSWORD 1 1", "PIN 1 2", "STAFF 1 1", "TOTP 1 1");
    var rotation = command.secretRotation();

    assertThat(rotation.begin()).isEqualTo((short) 2);
    var file = directory.resolve("keys.properties");
    assertThat(Files.readString(file)).contains("pepper.1=", "pepper.2=");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Thread.sleep(Duration.ofMillis(1_500)); // the server looks at the file every second

    assertThat(rotation.step(north)).isPositive().isLessThan(PATRONS);
    assertThat(kept()).as("broken off").contains("PARTNER 2 1", "TOTP 2 1").hasSize(7);
    assertThat(server.illPartners().of(north)).as("by its new seal").containsExactly(PARTNER);
    assertFound(0);
    assertFound(PATRONS - 1);
    while (rotation.step(north) > 0) {
      // the next ones
    }
    assertThat(kept())
        .containsExactly(
            "CPR 2 " + PATRONS, "PARTNER 2 1", "PASSWORD 1 1", "PIN 1 2", "STAFF 1 1", "TOTP 2 1");
    assertThat(server.staff().signIn("anna", PASSWORD, null))
        .isInstanceOfSatisfying(
            SignIn.SecondStep.class,
            step ->
                assertThat(server.secondFactors().signIn(step.token(), app.code(), null))
                    .isInstanceOf(SignIn.Welcome.class));
    assertFound(0);
    assertFound(PATRONS - 1);

    assertThatThrownBy(() -> rotation.retire((short) 1)).hasMessageContaining("pepper.1");
    assertThat(check(0)).isPresent();
    assertThat(check(0)).as("by its new hash").isPresent();
    assertThat(
            server
                .accounts()
                .authenticate(Account.Protocol.SIP2, "rotated-kiosk", new Secret("secret")))
        .isPresent();
    assertThat(kept())
        .containsExactly(
            "CPR 2 " + PATRONS,
            "PARTNER 2 1",
            "PASSWORD 2 1",
            "PIN 1 1",
            "PIN 2 1",
            "STAFF 2 1",
            "TOTP 2 1");

    assertThat(rotation.dropPins((short) 1)).isEqualTo(1);
    rotation.retire((short) 1);
    assertThat(Files.readString(file)).doesNotContain("pepper.1=").contains("pepper.2=");
    Thread.sleep(Duration.ofMillis(1_500));
    assertFound(0);
    assertThat(check(0)).isPresent();
    assertThat(check(1)).as("whose PIN is gone").isEmpty();
    assertThatThrownBy(() -> rotation.retire((short) 2)).hasMessageContaining("pepper.2");
  }
}
