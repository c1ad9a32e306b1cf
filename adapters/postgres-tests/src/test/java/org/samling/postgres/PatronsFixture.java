package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.postgres.TestLibrary.MAIN;
import static org.samling.postgres.TestLibrary.checkout;
import static org.samling.postgres.TestLibrary.origin;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.PatronProfile;

/** A library and its patrons. */
abstract class PatronsFixture {

  final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));

  TestLibrary library;

  @BeforeEach
  void open() {
    library = new TestLibrary();
  }

  @AfterEach
  void close() {
    library.close();
  }

  Origin from() {
    return origin(library.north, UUID.randomUUID(), MAIN);
  }

  static PatronName named(String identifier) {
    return new PatronName.Identifier(identifier);
  }

  PatronProfile profile(String identifier) {
    return library.store.inquiries().profile(library.north, identifier).orElseThrow();
  }

  static NewIdentifier identifier(IdentifierKind kind, String value) {
    return new NewIdentifier(kind, value, null);
  }

  void assertLends(String identifier, String item) {
    assertThat(library.submit(checkout(library.north, identifier, item)))
        .isInstanceOf(CheckoutOutcome.Granted.class);
  }

  void assertNobody(String identifier, RefusalReason reason) {
    assertThat(library.submit(checkout(library.north, identifier, "5")))
        .isInstanceOfSatisfying(
            CheckoutOutcome.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.toString()).doesNotContain(identifier);
            });
    assertThat(library.store.inquiries().patron(library.north, identifier)).isEmpty();
    assertThat(library.store.inquiries().whyNobody(library.north, identifier)).isEqualTo(reason);
    assertThat(
            library
                .store
                .patronAuthentication()
                .check(library.north, identifier, new Secret("1234")))
        .isEmpty();
  }
}
