package org.samling.console.desk;

import org.samling.console.web.Reply;
import org.samling.console.web.Visit;

/** The page on which a member chooses the branch where they work until they sign out. */
final class WorkplacePages {

  private static final String PAGE = "desk/workplace";

  /** Where a member goes on who came from nowhere. */
  private static final String TODAY = "/today";

  private WorkplacePages() {}

  static Reply show(Visit visit) {
    return Reply.page(PAGE, page(visit, visit.request().argument("to"), false));
  }

  private static WorkplacePage page(Visit visit, String to, boolean isUnfit) {
    return new WorkplacePage(visit.back(to, TODAY), isUnfit);
  }

  static Reply choose(Visit visit) {
    var branch = visit.request().field("branch");
    var to = visit.request().field("to");
    if (!visit.workplace().choices().containsKey(branch)) {
      return Reply.unfit(PAGE, page(visit, to, true));
    }
    visit.workAt(branch);
    return Reply.to(visit.back(to, TODAY));
  }
}
