package org.samling.operations.notices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.organisation.TenantId;
import org.samling.routes.notices.NoticeWriter;
import org.samling.routes.notices.NoticeWriter.WrittenNotice;

/**
 * Writes messages about the made-up loans of a made-up patron of the tenant's first branch.
 *
 * @param inquiries knows the branches
 * @param templates has the tenant's own texts
 */
record NoticeSamples(Inquiries inquiries, NoticeTemplates templates) {

  /**
   * Writes a message.
   *
   * @param template the text to fill, or null for the one in use
   */
  WrittenNotice write(TenantId tenant, Name name, @Nullable Text template) {
    var policy = inquiries.policy(tenant);
    var branch = policy.branches().keySet().stream().sorted().findFirst().orElse("");
    return new NoticeWriter(policy, templates.current(tenant))
        .preview(name, template, branch, Instant.now());
  }
}
