package org.samling.console.acts;

import java.util.List;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.staff.Permission;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffAct;

/** The activity log of staff. */
public final class ActsSection implements Section {

  private static final int MOST = 200;

  private final Staff staff;

  /**
   * The model of the activity log.
   *
   * @param acts acts on the tenant, latest first
   * @param ofNoTenant acts on the server itself, shown only to staff of all tenants
   */
  public record Acts(List<StaffAct> acts, List<StaffAct> ofNoTenant) {

    /** Copies the lists. */
    public Acts {
      acts = List.copyOf(acts);
      ofNoTenant = List.copyOf(ofNoTenant);
    }
  }

  /** Creates the section on the store of acts. */
  public ActsSection(Staff staff) {
    this.staff = staff;
  }

  @Override
  public String name() {
    return "acts";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/acts", Permission.ACTS_SEE, this::show));
  }

  private Reply show(Visit visit) {
    return Reply.page(
        "acts/acts",
        new Acts(
            staff.acts(visit.tenant().id(), MOST),
            visit.member().role().isOfAllTenants() ? staff.acts(null, MOST) : List.of()));
  }
}
