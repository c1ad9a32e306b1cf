package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.samling.core.organisation.Account.Protocol.SIP2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.StoreException;
import org.samling.core.login.LoginLimitException;
import org.samling.core.login.LoginLimits;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.LibraryRegister.NameTakenException;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Setting;
import org.samling.core.requests.CurrentRequest;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.hashing.HashingLimits;
import org.samling.postgres.hashing.HashingPool.Share;

/** Passwords of machines and PINs of patrons. */
class AuthenticationTest {

  private TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void accountIsFoundByNameAndPasswordAndBringsItsTenant() {
    var accounts = library.store.accounts();

    var account = accounts.authenticate(SIP2, "south-kiosk", new Secret("secret")).orElseThrow();
    assertThat(account.tenant().id()).isEqualTo(library.south);
    assertThat(account.branch()).isEqualTo(TestLibrary.MAIN);
    assertThat(accounts.authenticate(SIP2, "south-kiosk", new Secret("secret"))).contains(account);
    assertThat(accounts.authenticate(SIP2, "south-kiosk", new Secret("wrong"))).isEmpty();
    assertThat(accounts.authenticate(SIP2, "nobody", new Secret("secret"))).isEmpty();
  }

  @Test
  void versionChangesWithTheAccessAndNotWithThePassword() {
    var accounts = library.store.accounts();
    var register = library.store.libraryRegister();
    var account = accounts.named(SIP2, "north-kiosk").orElseThrow();
    var ids = List.of(account.id(), UUID.randomUUID());
    assertThat(accounts.versions(ids)).isEqualTo(Map.of(account.id(), account.version()));

    register.putAccounts(
        library.north,
        List.of(
            new NewAccount(
                SIP2, "north-kiosk", new Secret("other"), TestLibrary.MAIN, "UTF-8", "009")));
    register.putAccess(library.north, "north-kiosk", Access.OPEN);
    assertThat(accounts.versions(ids)).containsEntry(account.id(), account.version());

    register.putAccess(
        library.north, "north-kiosk", new Access(false, List.of(), null, Set.of(), null, null));
    assertThat(accounts.versions(ids).get(account.id())).isGreaterThan(account.version());
    assertThat(accounts.named(SIP2, "north-kiosk")).isEmpty();
    assertThat(register.putAccess(library.north, "south-kiosk", Access.OPEN))
        .as("another tenant's account")
        .isFalse();
  }

  @Test
  void versionChangesWithTheProfileWhichIsKeptAsItWasSaid() {
    var accounts = library.store.accounts();
    var register = library.store.libraryRegister();
    var before = accounts.named(SIP2, "north-kiosk").orElseThrow();
    assertThat(before.profile()).isNull();
    var profile =
        new Sip2ProfileChoice(
            "door", Map.of("minimum-age", 15, "admission", true, "messages", List.of("23", "63")));

    assertThat(register.putProfile(library.north, "north-kiosk", profile)).isTrue();
    var after = accounts.named(SIP2, "north-kiosk").orElseThrow();
    assertThat(after.profile()).isEqualTo(profile);
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(library.store.machineAccounts().named(library.north, "north-kiosk").orElseThrow())
        .satisfies(account -> assertThat(account.branch()).isEqualTo(TestLibrary.MAIN))
        .satisfies(account -> assertThat(account.profile()).isEqualTo(profile));

    register.putProfile(library.north, "north-kiosk", profile);
    assertThat(accounts.versions(List.of(after.id())))
        .as("the same again changes nothing")
        .containsEntry(after.id(), after.version());
    register.putProfile(library.north, "north-kiosk", null);
    assertThat(accounts.named(SIP2, "north-kiosk").orElseThrow().profile()).isNull();
    assertThat(register.putProfile(library.north, "south-kiosk", profile))
        .as("another tenant's account")
        .isFalse();
    assertThat(register.putProfile(library.north, "north-z3950", profile))
        .as("an account that speaks no SIP2")
        .isFalse();
  }

  @Test
  void manyWhoComeAtOnceAreAllLetInAndShareTheirAccount() throws Exception {
    var accounts = library.store.accounts();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var coming =
          IntStream.range(0, 200)
              .mapToObj(i ->
                  threads.submit(() ->
                      accounts.authenticate(
                          SIP2, "north-kiosk", new Secret(i % 10 == 9 ? "wrong" : "secret"))))
              .toList();
      for (var i = 0; i < coming.size(); i++) {
        assertThat(coming.get(i).get().isPresent()).isEqualTo(i % 10 != 9);
      }
    }
    var first = accounts.authenticate(SIP2, "north-kiosk", new Secret("secret")).orElseThrow();
    assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret("secret")).orElseThrow())
        .isSameAs(first);
  }

  @Test
  void aRightPasswordIsLetInWhateverNumberOfWrongOnesThereWere() {
    var hashes = new HashingLimits(2, 100, Duration.ofMinutes(1));
    try (var store = store(new LoginLimits(1, 2, 1), hashes)) {
      var accounts = store.accounts();
      assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret("secret"))).isPresent();
      for (var wrong : List.of("wrong-1", "wrong-2")) {
        assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret(wrong))).isEmpty();
      }
      var made = store.hashing().hashCount(Share.LOGIN);
      assertThatThrownBy(() -> accounts.authenticate(SIP2, "north-kiosk", new Secret("wrong-3")))
          .isInstanceOf(LoginLimitException.class);
      assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret("secret"))).isPresent();
      assertThat(store.hashing().hashCount(Share.LOGIN)).as("hashes").isEqualTo(made);
    }
  }

  @Test
  void aKioskIsLetInWhereItIsKnownWhateverStrangersTryElsewhere() {
    var limits = new LoginLimits(100, 3, 100);
    try (var before = store(limits, HashingLimits.USUAL)) {
      assertThat(logIn(before, "192.0.2.1", "secret")).isTrue();
    }
    try (var store = store(limits, HashingLimits.USUAL)) { // another start: nothing in memory
      for (var i = 0; i < 3; i++) {
        assertThat(logIn(store, "198.51.100." + i, "wrong-" + i)).isFalse();
      }
      assertThatThrownBy(() -> logIn(store, "198.51.100.9", "wrong"))
          .isInstanceOf(LoginLimitException.class);
      assertThat(logIn(store, "192.0.2.1", "secret")).isTrue();
    }
  }

  private static boolean logIn(PostgresStore store, String address, String password) {
    return CurrentRequest.by(
        "r",
        null,
        address,
        () -> store.accounts().authenticate(SIP2, "north-kiosk", new Secret(password)).isPresent());
  }

  @Test
  void aPinThatWasNotLookedAtIsNoWrongOne() {
    try (var store = store(LoginLimits.USUAL, new HashingLimits(1, 1, Duration.ofMillis(1)))) {
      var pins = store.patronAuthentication();
      try (var _ = store.hashing().turn(Share.LOGIN)) {
        for (var i = 0; i < 2 * Setting.PIN_LOCK_AFTER.builtIn(); i++) {
          assertThatThrownBy(() -> pins.check(library.north, "A", new Secret("0000")))
              .isInstanceOfSatisfying(
                  StoreException.class,
                  e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BUSY));
        }
      }
      assertThat(pins.check(library.north, "A", new Secret("1234"))).isPresent();
    }
  }

  private PostgresStore store(LoginLimits logins, HashingLimits hashes) {
    return new PostgresStore(
        TestLibrary.settings(library.roles, 64), TestLibrary.keyring(), null, logins, hashes);
  }

  @Test
  void newPasswordCountsAtOnceAndTheOldOneNoLonger() {
    var accounts = library.store.accounts();
    accounts.authenticate(SIP2, "north-kiosk", new Secret("secret"));
    library
        .store
        .libraryRegister()
        .putAccounts(
            library.north,
            List.of(
                new NewAccount(
                    SIP2, "north-kiosk", new Secret("new"), TestLibrary.MAIN, "UTF-8", "009")));

    assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret("secret"))).isEmpty();
    assertThat(accounts.authenticate(SIP2, "north-kiosk", new Secret("new"))).isPresent();
  }

  @Test
  void nameOfAnAccountIsTakenForAllTenants() {
    assertThatThrownBy(() ->
            library
                .store
                .libraryRegister()
                .putAccounts(
                    library.south,
                    List.of(
                        new NewAccount(
                            SIP2,
                            "north-kiosk",
                            new Secret("x"),
                            TestLibrary.MAIN,
                            "UTF-8",
                            "009"))))
        .isInstanceOf(NameTakenException.class)
        .hasMessageContaining("north-kiosk");
  }

  @Test
  void rightPinForgetsWrongOnes() {
    var pins = library.store.patronAuthentication();
    for (var round = 0; round < 3; round++) {
      for (var i = 0; i < Setting.PIN_LOCK_AFTER.builtIn() - 1; i++) {
        assertThat(pins.check(library.north, "A", new Secret("0000"))).isEmpty();
      }
      assertThat(pins.check(library.north, "A", new Secret("1234"))).isPresent();
    }
  }

  @Test
  void unknownPatronIsToldNothingElseThanAWrongPin() {
    assertThat(
            library.store.patronAuthentication().check(library.north, "nobody", new Secret("1234")))
        .isEmpty();
  }

  @Test
  void keyFileIsMadeOnceForItsOwnerOnly(@TempDir Path directory) throws IOException {
    var file = directory.resolve("keys.properties");
    var first = Keyring.loadOrCreate(file);
    var second = Keyring.loadOrCreate(file);

    assertThat(second.pepper(second.newest())).isEqualTo(first.pepper(first.newest()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.writeString(file, "pepper.1=short");
    assertThatThrownBy(() -> Keyring.loadOrCreate(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pepper.1");
  }
}
