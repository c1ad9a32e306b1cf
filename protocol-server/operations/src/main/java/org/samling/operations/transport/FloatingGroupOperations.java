package org.samling.operations.transport;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.PolicyRegister;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.transport.FloatingGroups.Group;
import org.samling.operations.transport.FloatingGroups.Listed;
import org.samling.operations.transport.FloatingGroups.Wanted;
import org.samling.operations.transport.FloatingGroups.WhichGroup;

/** Floating groups: branches among which items stay where they are returned. */
public final class FloatingGroupOperations {

  /** The operations. */
  public static final Family<FloatingGroupOperations> FAMILY =
      new Family<>(
          "floating-groups",
          "floating-group",
          "The branches among which items stay where they are returned",
          List.of(
              Operation.get(
                      "list-floating-groups",
                      "/floating-groups",
                      Scope.CONFIGURATION_READ,
                      "Lists the floating groups")
                  .paged()
                  .of(Nothing.class, Listed.class, FloatingGroupOperations::list),
              Operation.post(
                      "put-floating-group",
                      "/floating-groups",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates a floating group, or changes the one with the same code")
                  .of(Wanted.class, Group.class, FloatingGroupOperations::put),
              Operation.delete(
                      "remove-floating-group",
                      "/floating-groups/:group",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes a floating group; its items go home when they are returned")
                  .of(WhichGroup.class, Nothing.class, FloatingGroupOperations::remove)));

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public FloatingGroupOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private Listed list(Request<Nothing> request) {
    var groups =
        inquiries.policy(request.tenantId()).floatingGroups().values().stream()
            .sorted(Comparator.comparing(FloatingGroup::code))
            .toList();
    var page = request.paging().within(groups, FloatingGroup::code).map(Group::of);
    return new Listed(page.entries(), page.next());
  }

  private Group put(Request<Wanted> request) {
    var policy = inquiries.policy(request.tenantId());
    var wanted = request.input();
    wanted.branches().forEach(branch -> Places.checkBranch(policy, branch));
    var group =
        new FloatingGroup(
            Texts.needed("code", wanted.code()),
            Set.copyOf(wanted.branches()),
            request.account().username(),
            Instant.now());
    register.putFloatingGroup(request.tenantId(), group);
    return Group.of(group);
  }

  private Nothing remove(Request<WhichGroup> request) {
    var code = request.input().group();
    if (!register.removeFloatingGroup(request.tenantId(), code)) {
      throw Problem.unknown("There is no floating group \"%s\".".formatted(code));
    }
    return Nothing.NOTHING;
  }
}
