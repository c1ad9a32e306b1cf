/**
 * Requests of clients: their ids through all layers, their deadlines and limits, and stored answers
 * to repeated ones.
 */
@NullMarked
package org.samling.core.requests;

import org.jspecify.annotations.NullMarked;
