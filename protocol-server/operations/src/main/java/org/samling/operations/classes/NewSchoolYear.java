package org.samling.operations.classes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.command.GroupCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Contact;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.operations.Why;
import org.samling.operations.classes.RollOverPlan.ClassChange;
import org.samling.operations.classes.SchoolYears.NotChanged;

/** Carries out a plan for schools' classes. Run again after an interruption, it does the rest. */
final class NewSchoolYear {

  private static final int AT_ONCE = 500;

  private final PatronRegister register;
  private final Commands commands;
  private final TenantId tenant;

  /**
   * Makes it.
   *
   * @param register creates patrons
   * @param commands changes the members of classes
   * @param tenant the tenant of the schools
   */
  NewSchoolYear(PatronRegister register, Commands commands, TenantId tenant) {
    this.register = register;
    this.commands = commands;
    this.tenant = tenant;
  }

  /** Supplies the origins of commands. */
  @FunctionalInterface
  interface Origins {
    /** The origin of the command that makes a change: at the school's branch. */
    Origin of(ClassChange change);
  }

  /**
   * Carries out a plan.
   *
   * @return the changes that were refused
   */
  List<NotChanged> apply(RollOverPlan plan, Origins origins) {
    var patrons = new ArrayList<NewPatron>();
    plan.newClasses()
        .forEach(of ->
            patrons.add(
                patron(of.card(), of.name(), of.category(), of.branch(), PatronKind.GROUP, null)));
    plan.newPersons()
        .forEach(of ->
            patrons.add(
                patron(
                    of.card(),
                    of.name(),
                    of.category(),
                    of.branch(),
                    PatronKind.PERSON,
                    of.login())));
    for (var i = 0; i < patrons.size(); i += AT_ONCE) {
      register.putPatrons(tenant, patrons.subList(i, Math.min(patrons.size(), i + AT_ONCE)));
    }
    var refused = new ArrayList<NotChanged>();
    for (var change : plan.changes()) {
      var outcome =
          commands.outcome(
              new GroupCommand.ChangeGroup(
                  origins.of(change),
                  change.card(),
                  change.name(),
                  change.schoolClass(),
                  change.put(),
                  change.remove()));
      if (outcome instanceof PatronOutcome.Refused no) {
        refused.add(new NotChanged(change.card(), no.reason(), Why.of(no.why())));
      }
    }
    return refused;
  }

  private static NewPatron patron(
      String card,
      String name,
      String category,
      String branch,
      PatronKind kind,
      @Nullable String login) {
    return new NewPatron(
        card,
        name,
        new Membership(category, branch, "000"),
        null,
        Contact.NONE,
        null,
        List.of(),
        Particulars.of(
            kind,
            login == null
                ? List.of()
                : List.of(new NewIdentifier(IdentifierKind.UNI_LOGIN, login, null)),
            null));
  }
}
