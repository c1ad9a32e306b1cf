package org.samling.rest.form;

import java.util.LinkedHashMap;
import java.util.Map;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.circulation.reason.RefusalReason;
import org.samling.rest.form.RestAnswer.Status;

/** Turns refusals into answers. */
public final class RestRefusals {

  private RestRefusals() {}

  /** Problem details with the reason, and the rule behind it. */
  public static RestAnswer answer(Refusal refusal) {
    var more = new LinkedHashMap<String, Object>();
    more.put("reason", OfflineFields.word(refusal.reason()));
    more.put("why", why(refusal.why()));
    return RestAnswer.problem(
        status(refusal.reason()), "Refused: %s.".formatted(refusal.reason().words()), more);
  }

  private static Status status(RefusalReason reason) {
    return switch (reason) {
      case PATRON_UNKNOWN, ITEM_UNKNOWN, RECORD_UNKNOWN, NOT_HELD, FEE_UNKNOWN -> Status.NOT_FOUND;
      default -> Status.CONFLICT;
    };
  }

  /** The rule, setting, level and value behind a decision. */
  public static Map<String, String> why(DecisionReason why) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("rule", why.rule());
    fields.put("setting", why.setting());
    fields.put("level", why.level());
    fields.put("value", why.value());
    return fields;
  }
}
