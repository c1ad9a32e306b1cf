/**
 * Requests of programs, whatever they ask for: by what one is known through all layers, and what
 * was answered to one that may come again.
 */
@NullMarked
package org.samling.core.requests;

import org.jspecify.annotations.NullMarked;
