package org.samling.core.search;

import org.jspecify.annotations.Nullable;

/**
 * One of several catalogues that were searched at once.
 *
 * @param name its name
 * @param count how many records it has, or null if it did not say
 * @param fault why it or its records are missing, or null if nothing is
 */
public record SearchedCatalogue(String name, @Nullable Long count, @Nullable String fault) {}
