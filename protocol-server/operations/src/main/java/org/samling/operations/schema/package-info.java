/**
 * Operations' inputs and outputs as JSON: their schemas, made from their records, by which input is
 * checked and read and output is written.
 */
@NullMarked
package org.samling.operations.schema;

import org.jspecify.annotations.NullMarked;
