package org.samling.operations.patrons;

import static java.lang.Boolean.FALSE;
import static java.lang.Boolean.TRUE;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Actor;
import org.samling.core.patron.Consent;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.patron.PinRules;
import org.samling.core.policy.Setting;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.patrons.PatronEdits.Candidate;
import org.samling.operations.patrons.PatronEdits.Likeness;
import org.samling.operations.patrons.PatronEdits.NewConsents;
import org.samling.operations.patrons.PatronEdits.NewPatron;
import org.samling.routes.NewPatronChecks;

/** Registers patrons at the desk, and looks for those who are patrons already. */
final class Registrations {

  /** The most patrons who are looked at, and told. */
  private static final int MOST = 20;

  private static final String NO_LANGUAGE = "000";
  private static final Pattern BETWEEN_NAMES = Pattern.compile("[,\\s]+");

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final PatronRegister register;

  Registrations(Inquiries inquiries, DeskLists lists, PatronRegister register) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.register = register;
  }

  /** What a program needs to know of why nobody was registered. */
  private record Resembling(List<Candidate> duplicates) {}

  /**
   * The patrons who may be a person, as far as whoever asks sees them: those who have one of the
   * identifiers, and those with the surname and first forename who can have that date of birth.
   */
  List<Candidate> duplicates(
      Request<?> request, String name, @Nullable LocalDate born, List<String> identifiers) {
    var tenant = request.tenantId();
    var seen = request.sight(inquiries.policy(tenant)).branches();
    var found = new LinkedHashMap<UUID, Candidate>();
    for (var identifier : identifiers) {
      var asked = Texts.number(identifier);
      if (asked != null) {
        lists
            .patron(tenant, asked)
            .filter(known -> seen.contains(known.branch()))
            .ifPresent(
                known -> found.putIfAbsent(known.id(), Candidate.of(known, Likeness.IDENTIFIER)));
      }
    }
    lists.patrons(tenant, searched(name), seen, null, MOST).stream()
        .filter(
            known -> born == null || known.birthDate() == null || born.equals(known.birthDate()))
        .forEach(known -> found.putIfAbsent(known.id(), Candidate.of(known, Likeness.NAME)));
    return List.copyOf(found.values());
  }

  /** The surname and the first forename. */
  private static String searched(String name) {
    var words = BETWEEN_NAMES.splitAsStream(name).filter(word -> !word.isEmpty()).toList();
    var text = String.join(" ", words.subList(0, Math.min(2, words.size())));
    return text.length() > DeskLists.LONGEST_NAME
        ? text.substring(0, DeskLists.LONGEST_NAME)
        : text;
  }

  /**
   * Registers a person.
   *
   * @return the card
   * @throws Problem when somebody has one of the identifiers, when others resemble the person and
   *     that was not accepted, or when something can't be stored
   */
  String register(Request<NewPatron> request, Instant at) {
    var person = request.input();
    var tenant = request.tenantId();
    var card = NewIdentifiers.of("card", person.card());
    var name = Texts.needed("name", person.name());
    var cpr = cpr(person.cpr());
    var identifiers = new ArrayList<>(List.of(card));
    cpr.ifPresent(number -> identifiers.add(number.digits()));
    var duplicates = duplicates(request, name, person.birthDate(), identifiers);
    if (duplicates.stream().anyMatch(known -> known.by() == Likeness.IDENTIFIER)) {
      throw taken(duplicates);
    }
    if (!duplicates.isEmpty() && !TRUE.equals(person.despiteDuplicates())) {
      throw Problem.refused(
          "There are patrons who may be this person; \"despite-duplicates\" registers another.",
          new Resembling(duplicates));
    }
    var checks = new NewPatronChecks(inquiries.policy(tenant), at);
    var membership = membership(request, checks);
    var pin = pin(person);
    checks
        .faultOfPin(pin, new PinRules.Owner(person.birthDate(), identifiers))
        .ifPresent(fault -> {
          throw Problem.refused(fault);
        });
    try {
      register.register(
          tenant,
          new PatronRegister.NewPatron(
              card,
              name,
              membership,
              pin,
              new Contact(
                  Texts.clean(person.contact().email()),
                  Texts.clean(person.contact().phone()),
                  Texts.clean(person.contact().address())),
              person.birthDate(),
              List.of(),
              particulars(person, cpr.orElse(null))),
          new Actor(request.account().username(), request.account().branch()));
    } catch (UnfitPatronException _) {
      // Somebody whom whoever asks does not see, or who was registered just now.
      throw taken(duplicates);
    }
    return card;
  }

  private static Problem taken(List<Candidate> duplicates) {
    return Problem.refused("Somebody is a patron by this identifier.", new Resembling(duplicates));
  }

  private static Optional<Cpr> cpr(@Nullable Secret given) {
    if (given == null) {
      return Optional.empty();
    }
    var cpr = Cpr.parse(given.value());
    if (cpr.isEmpty()) {
      throw Problem.invalid("\"cpr\" must be a CPR number.");
    }
    return cpr;
  }

  private static Membership membership(Request<NewPatron> request, NewPatronChecks checks) {
    var wanted = request.input().membership();
    var branch = Optional.ofNullable(wanted.branch()).orElse(request.account().branch());
    var category =
        checks
            .category(wanted.category(), branch)
            .orElseThrow(() ->
                Problem.invalid(
                    "\"category\" must be the code of a patron category of %s; setting %s has none for new patrons."
                        .formatted(request.tenant().code(), Setting.PATRON_CATEGORY_NEW.name())));
    var language = wanted.language();
    return new Membership(
        category, branch, language == null ? NO_LANGUAGE : language, wanted.expires());
  }

  private static @Nullable Secret pin(NewPatron person) {
    var given = person.pin();
    var pin = given == null ? null : Texts.number(given.value());
    return pin == null ? null : new Secret(pin);
  }

  private static Particulars particulars(NewPatron person, @Nullable Cpr cpr) {
    var contact = person.contact();
    // The rules decide on the guardian, once the patron is there.
    @Nullable String guardian = null;
    return new Particulars(
        PatronKind.PERSON,
        List.of(),
        cpr,
        null,
        guardian,
        !FALSE.equals(contact.isResident()),
        TRUE.equals(contact.isAddressProtected()),
        consents(person.consents()),
        null,
        List.of(),
        List.of());
  }

  private static Set<Consent> consents(NewConsents given) {
    var consents = EnumSet.noneOf(Consent.class);
    if (TRUE.equals(given.keepsHistory())) {
      consents.add(Consent.KEEP_HISTORICAL_LOAN_DATA);
    }
    if (TRUE.equals(given.fromRegistry())) {
      consents.add(Consent.SYNC_WITH_NATIONAL_REGISTRY);
    }
    return consents;
  }
}
