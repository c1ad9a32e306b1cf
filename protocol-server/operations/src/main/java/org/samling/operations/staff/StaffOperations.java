package org.samling.operations.staff;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Secret;
import org.samling.core.organisation.TenantId;
import org.samling.core.privacy.Access;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;
import org.samling.core.staff.StaffMember;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.staff.StaffMembers.ListEntry;
import org.samling.operations.staff.StaffMembers.Listed;
import org.samling.operations.staff.StaffMembers.NewMember;
import org.samling.operations.staff.StaffMembers.NewPassword;
import org.samling.operations.staff.StaffMembers.SignInWords;
import org.samling.operations.staff.StaffMembers.WhichMember;

/**
 * Who may sign in to the console. An account manages the staff of its own tenant only; those of all
 * tenants are the business of the operator at the server's own machine. Each change is in the
 * journal that the console shows.
 */
public final class StaffOperations {

  /** The operations. */
  public static final Family<StaffOperations> FAMILY =
      new Family<>(
          "staff",
          "staff",
          "Staff: who may sign in to the console",
          List.of(
              Operation.get(
                      "list-staff",
                      "/staff",
                      Scope.STAFF_MANAGE,
                      "Lists who may sign in to the console")
                  .paged()
                  .of(Nothing.class, Listed.class, StaffOperations::list),
              Operation.get(
                      "show-staff",
                      "/staff/:username",
                      Scope.STAFF_MANAGE,
                      "Shows somebody who may sign in")
                  .of(WhichMember.class, ListEntry.class, StaffOperations::show),
              Operation.post(
                      "add-staff", "/staff", Scope.STAFF_MANAGE, "Adds somebody who may sign in")
                  .tellingSecret()
                  .of(NewMember.class, SignInWords.class, StaffOperations::add),
              Operation.post(
                      "disable-staff",
                      "/staff/:username/disabling",
                      Scope.STAFF_MANAGE,
                      "Stops somebody from signing in, and signs them out")
                  .of(WhichMember.class, Nothing.class, StaffOperations::disable),
              Operation.post(
                      "enable-staff",
                      "/staff/:username/enabling",
                      Scope.STAFF_MANAGE,
                      "Lets somebody sign in again, and unlocks them after wrong passwords")
                  .of(WhichMember.class, Nothing.class, StaffOperations::enable),
              Operation.post(
                      "put-staff-password",
                      "/staff/:username/password",
                      Scope.STAFF_MANAGE,
                      "Sets a new password for somebody, and signs them out")
                  .tellingSecret()
                  .of(NewPassword.class, SignInWords.class, StaffOperations::putPassword),
              Operation.post(
                      "reset-staff-second-factor",
                      "/staff/:username/second-factor-reset",
                      Scope.STAFF_UNLOCK,
                      "Removes the second factor of somebody who lost it, and signs them out")
                  .of(WhichMember.class, Nothing.class, StaffOperations::resetSecondFactor)));

  private final Staff staff;
  private final SecondFactors secondFactors;
  private final Inquiries inquiries;

  /** Operations on a store. */
  public StaffOperations(Staff staff, SecondFactors secondFactors, Inquiries inquiries) {
    this.staff = staff;
    this.secondFactors = secondFactors;
    this.inquiries = inquiries;
  }

  private Listed list(Request<Nothing> request) {
    var shown = staff.all().stream().filter(member -> mayManage(request, member)).toList();
    var page =
        request
            .paging()
            .within(shown, StaffMember::username)
            .map(member -> ListEntry.of(member, request.tenant()));
    return new Listed(page.entries(), page.next());
  }

  private ListEntry show(Request<WhichMember> request) {
    return ListEntry.of(member(request, request.input().username()), request.tenant());
  }

  private SignInWords add(Request<NewMember> request) {
    var wanted = request.input();
    var username = username(wanted.username());
    var role = wanted.role();
    if (role.isOfAllTenants() && !request.isByLocalOperator()) {
      throw Problem.forbidden(
          "Staff of all tenants can only be managed at the server's own machine.");
    }
    var agencies = agencies(request);
    var of = role.isOfAllTenants() ? null : request.tenantId();
    var name = Objects.requireNonNullElse(Texts.clean(wanted.name()), username);
    var password = password(wanted.password());
    if (!staff.add(new Staff.NewMember(username, name, role, of, agencies, password))) {
      throw Problem.refused("The name \"%s\" is taken.".formatted(username));
    }
    note(request, of, "staff-added", username, role.text());
    return words(username, wanted.password(), password);
  }

  private static String username(String text) {
    if (text.isBlank()
        || !text.equals(text.strip())
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(
          "\"username\" must be a text on one line that neither begins nor ends with a blank.");
    }
    return text;
  }

  private Set<String> agencies(Request<NewMember> request) {
    var named = Objects.requireNonNullElse(request.input().agencies(), List.<String>of());
    if (request.input().role().isOfAllTenants() && !named.isEmpty()) {
      throw Problem.invalid("An operator works for all tenants: leave out \"agencies\".");
    }
    if (!named.isEmpty()) {
      var policy = inquiries.policy(request.tenantId());
      named.forEach(agency -> Places.checkAgency(policy, agency));
    }
    return new LinkedHashSet<>(named);
  }

  private Nothing disable(Request<WhichMember> request) {
    return putEnabled(request, false);
  }

  private Nothing enable(Request<WhichMember> request) {
    return putEnabled(request, true);
  }

  private Nothing putEnabled(Request<WhichMember> request, boolean enabled) {
    var member = member(request, request.input().username());
    staff.enable(member.username(), enabled);
    note(
        request,
        member.tenant(),
        enabled ? "staff-enabled" : "staff-disabled",
        member.username(),
        "");
    return Nothing.NOTHING;
  }

  private SignInWords putPassword(Request<NewPassword> request) {
    var wanted = request.input();
    var member = member(request, wanted.username());
    var password = password(wanted.password());
    staff.putPassword(member.username(), password);
    note(request, member.tenant(), "staff-password", member.username(), "");
    return words(member.username(), wanted.password(), password);
  }

  private Nothing resetSecondFactor(Request<WhichMember> request) {
    var member = member(request, request.input().username());
    if (member.username().equals(Access.now().person())) {
      throw Problem.refused(
          "Nobody removes their own second factor here: the console's page for it asks for a code.");
    }
    if (!secondFactors.reset(member.username())) {
      throw Problem.refused("\"%s\" has no second factor.".formatted(member.username()));
    }
    note(request, member.tenant(), "second-factor-reset", member.username(), "");
    return Nothing.NOTHING;
  }

  /**
   * A member of staff whom the caller may manage. Others, of another tenant or of all, are answered
   * like a name that nobody has.
   */
  private StaffMember member(Request<?> request, String username) {
    return staff.all().stream()
        .filter(member -> member.username().equals(username))
        .filter(member -> mayManage(request, member))
        .findFirst()
        .orElseThrow(() -> Problem.unknown("There is no user \"%s\".".formatted(username)));
  }

  private static boolean mayManage(Request<?> request, StaffMember member) {
    return member.isOf(request.tenantId())
        && (request.isByLocalOperator() || !isOfAllTenants(member));
  }

  private static boolean isOfAllTenants(StaffMember member) {
    return member.tenant() == null || member.role().isOfAllTenants();
  }

  private void note(
      Request<?> request, @Nullable TenantId of, String act, String subject, String detail) {
    var account = request.account().username();
    var who = request.isByLocalOperator() ? account : "REST: " + account;
    staff.note(new StaffAct(of, Instant.now(), who, act, subject, detail));
  }

  private static Secret password(@Nullable Secret given) {
    if (given == null) {
      return Secret.madeUp();
    }
    if (given.value().length() < Staff.SHORTEST_PASSWORD) {
      throw Problem.invalid(
          "\"password\" must have at least %d characters.".formatted(Staff.SHORTEST_PASSWORD));
    }
    return given;
  }

  private static SignInWords words(String username, @Nullable Secret given, Secret password) {
    return new SignInWords(username, given == null ? password.value() : null);
  }
}
