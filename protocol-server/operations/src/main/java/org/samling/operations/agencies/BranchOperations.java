package org.samling.operations.agencies;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.LibraryRegister;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.agencies.Organisation.Branches;
import org.samling.operations.agencies.Organisation.NewBranch;
import org.samling.operations.agencies.Organisation.WhichBranch;
import org.samling.operations.agencies.Organisation.WholeBranch;

/** The branches of a tenant. Their opening hours are calendars. */
public final class BranchOperations {

  /** The operations. */
  public static final Family<BranchOperations> FAMILY =
      new Family<>(
          "branches",
          "branch",
          "The branches of a tenant",
          List.of(
              Operation.get(
                      "list-branches",
                      "/branches",
                      Scope.CONFIGURATION_READ,
                      "Lists the tenant's branches")
                  .paged()
                  .of(Nothing.class, Branches.class, BranchOperations::list),
              Operation.get(
                      "show-branch",
                      "/branches/:branch",
                      Scope.CONFIGURATION_READ,
                      "Shows a branch")
                  .of(WhichBranch.class, WholeBranch.class, BranchOperations::show),
              Operation.post(
                      "put-branch",
                      "/branches/:branch",
                      Scope.CONFIGURATION_CHANGE,
                      "Creates a branch, or changes it; its opening hours stay")
                  .of(NewBranch.class, WholeBranch.class, BranchOperations::put)));

  private final Inquiries inquiries;
  private final LibraryRegister register;

  /** Operations on a store. */
  public BranchOperations(Inquiries inquiries, LibraryRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private Branches list(Request<Nothing> request) {
    var branches =
        inquiries.policy(request.tenantId()).branches().values().stream()
            .sorted(Comparator.comparing(Branch::code))
            .toList();
    var page = request.paging().within(branches, Branch::code).map(WholeBranch::of);
    return new Branches(page.entries(), page.next());
  }

  private WholeBranch show(Request<WhichBranch> request) {
    return shown(request, request.input().branch());
  }

  private WholeBranch shown(Request<?> request, String code) {
    var branch = inquiries.policy(request.tenantId()).branches().get(code);
    if (branch == null) {
      throw Problem.unknown("There is no branch \"%s\".".formatted(code));
    }
    return WholeBranch.of(branch);
  }

  private WholeBranch put(Request<NewBranch> request) {
    var wanted = request.input();
    var policy = inquiries.policy(request.tenantId());
    var code = Texts.needed("branch", wanted.branch());
    Places.checkAgency(policy, wanted.agency());
    var joint = Objects.requireNonNullElse(wanted.jointAgencies(), List.<String>of());
    joint.forEach(agency -> Places.checkAgency(policy, agency));
    if (joint.contains(wanted.agency())) {
      throw Problem.invalid("\"joint-agencies\" are others than its own agency.");
    }
    register.putBranchWithoutCalendar(
        request.tenantId(),
        new Branch(
            code,
            wanted.agency(),
            Set.copyOf(joint),
            Texts.needed("name", wanted.name()),
            BranchCalendar.ALWAYS_OPEN));
    return shown(request, code);
  }
}
