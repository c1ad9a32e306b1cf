package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Access;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.AccountContacts.Contact;
import org.samling.core.organisation.AccountContacts.Failure;
import org.samling.core.organisation.Secret;
import org.samling.core.requests.CurrentRequest;

/** When accounts were last answered, and what failed last. */
class AccountContactsTest {

  private static final String KIOSK = "north-kiosk";
  private static final String HERE = "192.0.2.7";

  private TestLibrary library;
  private AccountContacts contacts;

  @BeforeEach
  void open() {
    library = new TestLibrary();
    contacts = library.store.accountContacts();
    contacts.write(); // what earlier tests left in memory
  }

  @AfterEach
  void close() {
    library.close();
  }

  private Optional<Contact> contact() {
    var id = library.store.machineAccounts().named(library.north, KIOSK).orElseThrow().id();
    return Optional.ofNullable(contacts.of(library.north).get(id));
  }

  private void logIn(Account.Protocol protocol, String password) {
    CurrentRequest.by(
        UUID.randomUUID().toString(),
        null,
        HERE,
        () -> library.store.accounts().logIn(protocol, KIOSK, new Secret(password)));
  }

  private Failure failure() {
    return contact().orElseThrow().failed().failure();
  }

  @Test
  void whyALoginFailedIsKeptWithItsAddress() {
    assertThat(contact()).isEmpty();
    logIn(Account.Protocol.SIP2, "wrong");
    assertThat(failure()).isEqualTo(Failure.PASSWORD);
    assertThat(contact().orElseThrow().failed().from()).isEqualTo(HERE);
    assertThat(contact().orElseThrow().isFailing()).isTrue();

    logIn(Account.Protocol.NCIP, "secret");
    assertThat(failure()).isEqualTo(Failure.NOT_USABLE);

    library
        .store
        .libraryRegister()
        .putAccess(
            library.north,
            KIOSK,
            new Access(
                false, Access.OPEN.allow(), null, Access.OPEN.withoutPassword(), null, null));
    logIn(Account.Protocol.SIP2, "secret");
    assertThat(failure()).isEqualTo(Failure.NOT_USABLE);
  }

  @Test
  void answersEndAFailureAndAreWrittenOnceForManyMessages() {
    contacts.failed(KIOSK, Failure.MESSAGE, HERE);
    for (var i = 0; i < 1_000; i++) {
      contacts.answered(KIOSK, HERE);
    }
    assertThat(contacts.write()).isEqualTo(1);
    assertThat(contacts.write()).isZero();
    assertThat(contact().orElseThrow().isFailing()).isFalse();
    assertThat(contact().orElseThrow().answered().from()).isEqualTo(HERE);
    assertThat(failure()).isEqualTo(Failure.MESSAGE);
  }

  @Test
  void whatAnotherNodeWroteLaterStays() {
    contacts.answered(KIOSK, HERE);
    contacts.write();
    library.asSuperuser(
        "update account_contact set answered_at = now() + interval '1 hour', answered_from = '192.0.2.8'");
    contacts.failed(KIOSK, Failure.ADDRESS, HERE);
    contacts.answered(KIOSK, HERE);
    contacts.write();
    assertThat(
            library.texts(
                library.north, "select answered_from || ' ' || failure from account_contact"))
        .containsExactly("192.0.2.8 ADDRESS");
  }

  @Test
  void inventedNamesKeepNoFailureOfAKnownAccountOut() {
    contacts.failed("nobody-of-that-name", Failure.PASSWORD, HERE);
    contacts.write();
    for (var i = 0; i < 10_000; i++) {
      contacts.failed("invented-" + i, Failure.PASSWORD, HERE);
    }

    contacts.failed(KIOSK, Failure.PASSWORD, HERE);

    assertThat(contacts.write()).isEqualTo(1);
    assertThat(failure()).isEqualTo(Failure.PASSWORD);
  }

  @Test
  void namesOfNoAccountAreForgottenAndTenantsSeeTheirOwn() {
    contacts.failed("nobody-of-that-name", Failure.PASSWORD, HERE);
    contacts.failed("x".repeat(1_000), Failure.PASSWORD, HERE);
    assertThat(contacts.write()).isZero();
    contacts.answered(KIOSK, null);
    contacts.write();
    assertThat(contacts.of(library.south)).isEmpty();
    assertThat(contacts.of(library.north)).hasSize(1);
  }
}
