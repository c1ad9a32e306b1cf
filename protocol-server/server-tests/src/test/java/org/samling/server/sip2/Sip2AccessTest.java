package org.samling.server.sip2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.server.tcp.Refusal;
import org.samling.testing.Eventually;
import org.samling.testing.Kiosk;

/** Which account uses a connection, how it came to that, and how much it may ask. */
class Sip2AccessTest {

  private static final String STATUS = "9900802.00";
  private static final Access SWITCHED_OFF =
      new Access(false, List.of(), null, Set.of(), null, null);

  private static TestServer server;

  @BeforeAll
  static void open() {
    server =
        TestServer.withSip2(
            "{login-timeout: 4s, listeners: ["
                + "{port: 0},"
                + "{port: 0, tenant: south},"
                + "{port: 0, account: door, machines: [{account: sorter, from: [127.0.0.9]},"
                + " {account: north-kiosk, from: [127.0.0.10]}]},"
                + "{port: 0, limits: {messages-per-address: 20, burst: 5}},"
                + "{port: 0, limits: {messages-per-account: 20, burst: 5}}]}");
    put(server.library.north, "door", access(List.of(), EnumSet.of(Access.Credential.PORT)));
    put(server.library.south, "sorter", access(List.of(), EnumSet.of(Access.Credential.ADDRESS)));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static Access access(List<String> allow, Set<Access.Credential> ways) {
    return new Access(true, allow, null, ways, null, null);
  }

  private static void put(TenantId tenant, String username, Access access) {
    var register = server.library.store.libraryRegister();
    register.putAccounts(
        tenant,
        List.of(
            new NewAccount(
                Account.Protocol.SIP2,
                username,
                new Secret("secret"),
                TestLibrary.MAIN,
                "UTF-8",
                "009")));
    assertThat(register.putAccess(tenant, username, access)).isTrue();
  }

  private static int port(int listener) {
    return server.listeners.sip2Ports().get(listener);
  }

  private static String login(Kiosk kiosk, String username) {
    return kiosk.ask("9300CN" + username + "|COsecret|");
  }

  /** The name of the library that a kiosk is told, which is its tenant's. */
  private static @Nullable String library(Kiosk kiosk) {
    var status = kiosk.ask(STATUS);
    var from = status.indexOf("|AM");
    return from < 0 ? null : status.substring(from + 3, status.indexOf('|', from + 1));
  }

  @Test
  void listenerOfATenantTakesNoOtherTenantsAccounts() {
    var before = server.refused(Refusal.TENANT);
    try (var kiosk = new Kiosk(port(1))) {
      assertThat(login(kiosk, "north-kiosk")).isEqualTo("940");
      assertThat(login(kiosk, "south-kiosk")).isEqualTo("941");
      assertThat(library(kiosk)).isEqualTo("south");
    }
    assertThat(server.refused(Refusal.TENANT)).isEqualTo(before + 1);
  }

  @Test
  void refusedLoginIsCountedApartFromOthersByItsReason() {
    var wrong = server.refused(Refusal.LOGIN);
    var limited = server.refused(Refusal.LOGIN_LIMIT);
    try (var kiosk = Kiosk.from("127.0.0.21", port(0))) {
      assertThat(kiosk.ask("9300CNnorth-kiosk|COsesame|")).isEqualTo("940");
      assertThat(kiosk.ask("9300CN0101709876 a|COsesame|")).isEqualTo("940");
      assertThat(login(kiosk, "north-kiosk")).isEqualTo("941");
    }
    assertThat(server.refused(Refusal.LOGIN)).isEqualTo(wrong + 2);
    assertThat(server.refused(Refusal.LOGIN_LIMIT)).isEqualTo(limited);
  }

  @Test
  void machineThatSendsNoLoginIsKnownByItsPort() {
    try (var door = Kiosk.from("127.0.0.11", port(2))) {
      assertThat(door.ask("1720260101    120000AO|AB1|")).startsWith("18").contains("|AB1|");
      assertThat(library(door)).isEqualTo("north");
    }
  }

  @Test
  void machineThatSendsNoLoginIsKnownByItsAddress() {
    try (var sorter = Kiosk.from("127.0.0.9", port(2))) {
      assertThat(library(sorter)).isEqualTo("south");
    }
  }

  @Test
  void accountThatDoesNotAllowItIsNobodysWithoutItsPassword() {
    var before = server.refused(Refusal.WITHOUT_PASSWORD);
    try (var kiosk = Kiosk.from("127.0.0.10", port(2))) {
      assertThat(kiosk.ask("1720260101    120000AO|AB1|")).contains("AF");
      assertThat(library(kiosk)).isEqualTo("Samling");
      assertThat(login(kiosk, "north-kiosk")).isEqualTo("941");
      assertThat(library(kiosk)).isEqualTo("north");
    }
    assertThat(server.refused(Refusal.WITHOUT_PASSWORD)).isEqualTo(before + 1);
  }

  @Test
  void loginOfAMachineThatIsKnownWithoutIsCheckedAllTheSame() {
    try (var door = Kiosk.from("127.0.0.11", port(2))) {
      assertThat(library(door)).isEqualTo("north");
      assertThat(login(door, "south-kiosk")).isEqualTo("941");
      assertThat(library(door)).isEqualTo("south");
    }
    try (var door = Kiosk.from("127.0.0.11", port(2))) {
      assertThat(library(door)).isEqualTo("north");
      assertThat(door.ask("9300CNdoor|COguessed|")).isEqualTo("940");
      assertThat(library(door)).as("nobody is logged in any more").isEqualTo("Samling");
    }
  }

  @Test
  void machineThatIsKnownWithoutALoginNeedsNoneInTime() {
    try (var door = Kiosk.from("127.0.0.11", port(2));
        var unknown = new Kiosk(port(0))) {
      assertThat(unknown.readByte()).as("the time to log in is over").isEqualTo(-1);
      assertThat(library(door)).isEqualTo("north");
    }
  }

  @Test
  void accountOfANetworkIsNotUsedFromElsewhere() {
    put(
        server.library.north,
        "bound",
        access(List.of("127.0.0.12/32", "2001:db8::/32"), EnumSet.noneOf(Access.Credential.class)));
    try (var here = Kiosk.from("127.0.0.12", port(0));
        var elsewhere = Kiosk.from("127.0.0.13", port(0))) {
      assertThat(login(here, "bound")).isEqualTo("941");
      assertThat(login(elsewhere, "bound")).isEqualTo("940");
    }
  }

  @Test
  void accountHasSoManyConnections() {
    put(server.library.north, "few", new Access(true, List.of(), null, Set.of(), null, 2));
    try (var first = new Kiosk(port(0));
        var third = new Kiosk(port(0))) {
      assertThat(login(first, "few")).isEqualTo("941");
      assertThat(login(first, "few")).as("the same connection again").isEqualTo("941");
      try (var second = new Kiosk(port(0))) {
        assertThat(login(second, "few")).isEqualTo("941");
        assertThat(login(third, "few")).isEqualTo("940");
      }
      Eventually.holds(
          "there is room again",
          () -> {
            try (var next = new Kiosk(port(0))) {
              return login(next, "few").equals("941");
            }
          });
    }
  }

  @Test
  void accountMayBeSilentForItsOwnTime() {
    put(
        server.library.north,
        "brief",
        new Access(true, List.of(), null, Set.of(), Duration.ofSeconds(1), null));
    try (var brief = new Kiosk(port(0));
        var other = new Kiosk(port(0)).login()) {
      assertThat(login(brief, "brief")).isEqualTo("941");
      assertThat(brief.readByte()).isEqualTo(-1);
      assertThat(library(other)).isEqualTo("north");
    }
  }

  @Test
  void connectionsOfAnAccountThatIsSwitchedOffEnd() {
    put(server.library.north, "leaving", Access.OPEN);
    try (var leaving = new Kiosk(port(0));
        var staying = new Kiosk(port(0)).login()) {
      assertThat(login(leaving, "leaving")).isEqualTo("941");
      put(server.library.north, "leaving", SWITCHED_OFF);
      assertThat(leaving.readByte()).isEqualTo(-1);
      assertThat(library(staying)).isEqualTo("north");
      try (var again = new Kiosk(port(0))) {
        assertThat(login(again, "leaving")).isEqualTo("940");
      }
    }
  }

  @Test
  void accountThatIsPutAgainAsItWasStaysConnected() {
    put(server.library.north, "same", Access.OPEN);
    put(server.library.north, "other", Access.OPEN);
    try (var kiosk = new Kiosk(port(0));
        var other = new Kiosk(port(0))) {
      assertThat(login(kiosk, "same")).isEqualTo("941");
      assertThat(login(other, "other")).isEqualTo("941");
      put(server.library.north, "same", Access.OPEN);
      put(server.library.north, "other", SWITCHED_OFF);
      assertThat(other.readByte()).as("the server has looked").isEqualTo(-1);
      assertThat(library(kiosk)).isEqualTo("north");
    }
  }

  @Test
  void kioskBeyondItsRateIsAnsweredLaterInOrderAndInFull() {
    for (var listener : List.of(port(3), port(4))) {
      try (var kiosk = new Kiosk(listener).login()) {
        var frames = new StringBuilder();
        for (var i = 0; i < 60; i++) {
          frames.append("1720260101    120000AO|AB").append(i).append("|\r");
        }
        var started = System.nanoTime();
        kiosk.send(frames.toString());
        for (var i = 0; i < 60; i++) {
          assertThat(kiosk.read()).startsWith("18").contains("AB" + i + "|AJ");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started))
            .as("60 messages at 20 a second, 5 of them at once")
            .isGreaterThan(Duration.ofMillis(2_500));
      }
    }
  }
}
