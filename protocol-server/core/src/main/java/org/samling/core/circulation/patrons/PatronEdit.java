package org.samling.core.circulation.patrons;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.PatronCommand.ChangePatron;
import org.samling.core.circulation.context.Decision;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.patrons.PatronChanges.Subject;
import org.samling.core.circulation.reason.Check;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.core.circulation.rules.DecisionContext;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PostalAddress;

/**
 * Decides on changes to what is known of a patron. Of those whose number in the person registry is
 * known, its events tell the protection of the address, whether they live in the municipality and,
 * where they agreed to that, the address: these are not changed by hand, because the next event
 * would change them back.
 */
final class PatronEdit {

  private final DecisionContext context;
  private final Facts facts;

  PatronEdit(DecisionContext context, Facts facts) {
    this.context = context;
    this.facts = facts;
  }

  Decision change(ChangePatron command, Subject subject) {
    var patron = patron(command, subject.patron());
    var details = aged(subject, patron, details(command, subject.details()));
    var checks = new ArrayList<Check>();
    var category = command.category();
    if (category != null) {
      checks.add(
          PatronChanges.known(
              context,
              category,
              new DecisionReason("category-known", "patron.category", "patron", category)));
    }
    addBranch(command.branch(), checks);
    addBranch(emptied(command.preferredPickup()), checks);
    addOwned(command.person(), subject, details, checks);
    if (!Check.broken(checks).isEmpty()) {
      return PatronChanges.refused(context.now(), checks);
    }
    var what = what(command);
    return patron.equals(subject.patron()) && details.equals(subject.details())
        ? PatronChanges.same(context.now(), subject)
        : PatronChanges.changed(context.now(), what, patron, details, List.of(), checks);
  }

  private static PatronFacts patron(ChangePatron command, PatronFacts patron) {
    var person = command.person();
    var expiry = command.expiry();
    return patron
        .withMembership(
            otherwise(command.category(), patron.category()),
            otherwise(command.branch(), patron.branch()),
            otherwise(command.language(), patron.language()),
            expiry == null ? patron.expires() : expiry.last())
        .named(
            otherwise(person.name(), patron.name()),
            person.birthDate() == null ? patron.birthDate() : person.birthDate());
  }

  private static PatronDetails details(ChangePatron command, PatronDetails details) {
    var person = command.person();
    var address =
        new PostalAddress(
            changed(person.address(), details.address().text()),
            otherwise(person.isAddressProtected(), details.address().isProtected()));
    return details
        .reachable(
            changed(command.email(), details.email()),
            changed(command.phone(), details.phone()),
            changed(command.preferredPickup(), details.preferredPickup()))
        .at(address, otherwise(person.isResident(), details.isResident()));
  }

  /** Whoever is a minor by the date of birth that was corrected will come of age another time. */
  private PatronDetails aged(Subject before, PatronFacts patron, PatronDetails details) {
    var isCorrected = !Objects.equals(before.patron().birthDate(), patron.birthDate());
    return isCorrected && !RegistryEvents.isOfAge(context, patron)
        ? details.ward(details.guardian(), null)
        : details;
  }

  private void addBranch(@Nullable String branch, List<Check> checks) {
    if (branch != null) {
      checks.add(
          new Check(
              RefusalReason.BRANCH_UNKNOWN,
              new DecisionReason("branch-known", "branch.code", "tenant", branch),
              "branch " + branch,
              !context.policy().branches().containsKey(branch) || !facts.seen().branch(branch)));
    }
  }

  /** Adds the rule that what the person registry keeps up to date is not changed by hand. */
  private static void addOwned(
      ChangePatron.Person person, Subject subject, PatronDetails details, List<Check> checks) {
    var before = subject.details();
    if (!before.isRegistered()) {
      return;
    }
    if (person.address() != null
        && before.consents().contains(Consent.SYNC_WITH_NATIONAL_REGISTRY)) {
      checks.add(
          owned(
              "patron.address",
              !Objects.equals(before.address().text(), details.address().text())));
    }
    if (person.isAddressProtected() != null) {
      checks.add(
          owned(
              "patron.address-protected",
              before.address().isProtected() != details.address().isProtected()));
    }
    if (person.isResident() != null) {
      checks.add(owned("patron.resident", before.isResident() != details.isResident()));
    }
  }

  private static Check owned(String field, boolean isChanged) {
    return new Check(
        RefusalReason.OWNED_BY_REGISTRY,
        new DecisionReason("registry-owns", field, "person registry", "kept up to date"),
        isChanged ? "another value" : "the same value",
        isChanged);
  }

  private static List<String> what(ChangePatron command) {
    var person = command.person();
    var what = new ArrayList<String>();
    addIf(what, "category", command.category());
    addIf(what, "branch", command.branch());
    addIf(what, "language", command.language());
    addIf(what, "expiry", command.expiry());
    addIf(what, "email", command.email());
    addIf(what, "phone", command.phone());
    addIf(what, "preferred-pickup", command.preferredPickup());
    addIf(what, "name", person.name());
    addIf(what, "birth-date", person.birthDate());
    addIf(what, "address", person.address());
    addIf(what, "address-protection", person.isAddressProtected());
    addIf(what, "residence", person.isResident());
    return what;
  }

  private static void addIf(List<String> what, String word, @Nullable Object said) {
    if (said != null) {
      what.add(word);
    }
  }

  private static <T> T otherwise(@Nullable T said, T kept) {
    return said == null ? kept : said;
  }

  /** The new value: null keeps the old one, an empty text removes it. */
  private static @Nullable String changed(@Nullable String said, @Nullable String kept) {
    return said == null ? kept : emptied(said);
  }

  private static @Nullable String emptied(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
