package org.samling.operations.notices;

import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.Slip;
import org.samling.core.organisation.TenantId;
import org.samling.routes.notices.NoticeWriter;

/**
 * Writes slips in the tenant's own words, or the built-in ones.
 *
 * @param inquiries knows the branches
 * @param templates has the tenant's own texts
 */
public record Slips(Inquiries inquiries, NoticeTemplates templates) {

  /**
   * Writes a slip.
   *
   * @param kind a kind that is printed
   * @param branch the code of the branch that prints it
   */
  public Text write(
      TenantId tenant, MessageKind kind, NoticeLanguage language, String branch, Slip slip) {
    return new NoticeWriter(inquiries.policy(tenant), templates.current(tenant))
        .slip(new Name(kind, language, NoticeForm.FULL), branch, slip)
        .text();
  }
}
