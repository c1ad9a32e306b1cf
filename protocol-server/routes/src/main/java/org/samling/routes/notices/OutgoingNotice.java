package org.samling.routes.notices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.organisation.Tenant;
import org.samling.routes.Message;
import org.samling.routes.notices.NoticeChannels.Delivery;

/**
 * A message as it is handed to a channel.
 *
 * @param id the message's id; the same whenever it is sent, so that a recipient can detect
 *     duplicates
 * @param tenant who sends it
 * @param address the address, or null where the channel needs none
 * @param patron the patron, or null for a test message for a channel
 */
public record OutgoingNotice(
    UUID id,
    Tenant tenant,
    MessageKind kind,
    @Nullable String address,
    @Nullable UUID patron,
    NoticeLanguage language,
    NoticeTemplates.Text text)
    implements Message<Delivery> {}
