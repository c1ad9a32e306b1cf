package org.samling.postgres;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Absence;
import org.samling.core.patron.Consent;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.Particulars.NewNote;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewPatron;

/** Patrons for tests, each with the properties that a test needs: adults of MAIN with PIN 1234. */
public final class TestPatrons {

  /** Fictitious: nobody can have it, because its check digit is wrong. */
  public static final String CPR = "1702709875";

  private PatronKind kind = PatronKind.PERSON;
  private List<NewIdentifier> identifiers = List.of();
  private @Nullable Cpr cpr;
  private @Nullable String preferredPickup;
  private @Nullable String guardian;
  private @Nullable Boolean isResident;
  private boolean isAddressProtected;
  private Set<Consent> consents = Set.of();
  private @Nullable Absence absence;
  private List<NewNote> notes = List.of();
  private String category = "adult";
  private @Nullable LocalDate birthDate;
  private @Nullable LocalDate expires;

  private TestPatrons() {}

  public static TestPatrons patron() {
    return new TestPatrons();
  }

  public TestPatrons kind(PatronKind value) {
    kind = value;
    return this;
  }

  public TestPatrons identifiers(NewIdentifier... values) {
    identifiers = List.of(values);
    return this;
  }

  public TestPatrons cpr(String value) {
    cpr = Cpr.of(value);
    return this;
  }

  public TestPatrons preferredPickup(String value) {
    preferredPickup = value;
    return this;
  }

  public TestPatrons guardian(String card) {
    guardian = card;
    return this;
  }

  public TestPatrons resident(boolean value) {
    isResident = value;
    return this;
  }

  public TestPatrons protectedAddress() {
    isAddressProtected = true;
    return this;
  }

  public TestPatrons consents(Consent... values) {
    consents = Set.of(values);
    return this;
  }

  public TestPatrons absence(Absence value) {
    absence = value;
    return this;
  }

  public TestPatrons notes(NewNote... values) {
    notes = List.of(values);
    return this;
  }

  public TestPatrons category(String value) {
    category = value;
    return this;
  }

  public TestPatrons born(LocalDate value) {
    birthDate = value;
    return this;
  }

  public TestPatrons expires(LocalDate value) {
    expires = value;
    return this;
  }

  /** Stores the patron. */
  public void put(TestLibrary library, TenantId tenant, String card) {
    library
        .store
        .patronRegister()
        .putPatrons(
            tenant,
            List.of(
                new NewPatron(
                    card,
                    "Navn, " + card,
                    new Membership(category, TestLibrary.MAIN, "009", expires),
                    new Secret("1234"),
                    Contact.at("Hemmelig Vej 7"),
                    birthDate,
                    List.of(),
                    new Particulars(
                        kind,
                        identifiers,
                        cpr,
                        preferredPickup,
                        guardian,
                        isResident,
                        isAddressProtected,
                        consents,
                        absence,
                        List.of(),
                        notes))));
  }

  /** The id of the patron with a card. */
  static UUID id(TestLibrary library, TenantId tenant, String card) {
    return library.store.inquiries().patron(tenant, card).orElseThrow().patron().id();
  }
}
