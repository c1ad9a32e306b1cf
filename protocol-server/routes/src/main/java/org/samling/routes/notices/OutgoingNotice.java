package org.samling.routes.notices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.organisation.Tenant;

/**
 * A message as a channel gets it.
 *
 * @param id the message; the same whenever it is sent, so that who gets it twice can know
 * @param tenant who sends it
 * @param kind what it carries
 * @param address where it goes, or null where the channel needs no address
 * @param patron the patron, or null for a message that is sent to try a channel
 * @param language in which language
 */
public record OutgoingNotice(
    UUID id,
    Tenant tenant,
    MessageKind kind,
    @Nullable String address,
    @Nullable UUID patron,
    NoticeLanguage language,
    NoticeTemplates.Text text) {}
