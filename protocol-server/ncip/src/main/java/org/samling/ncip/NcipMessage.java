package org.samling.ncip;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipHeader;

/**
 * A request with its version and header.
 *
 * @param version the sender's version and form, to use for the reply
 * @param header sender and recipient, or null if the sender doesn't name them
 * @param request the request
 */
public record NcipMessage(NcipVersion version, @Nullable NcipHeader header, NcipRequest request) {}
