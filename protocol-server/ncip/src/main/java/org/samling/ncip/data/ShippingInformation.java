package org.samling.ncip.data;

import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.UserOptionalFields.Address;

/**
 * How and where something is sent (NCIP 2.02, ShippingInformation).
 *
 * @param shippingInstructions how, in words
 * @param shippingNote a word to who gets it
 * @param address where to; the standard demands it
 */
public record ShippingInformation(
    @Nullable String shippingInstructions,
    @Nullable String shippingNote,
    @Nullable Address address) {}
