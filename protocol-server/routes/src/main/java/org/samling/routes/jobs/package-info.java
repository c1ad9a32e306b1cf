/**
 * Scheduled jobs. A job submits commands to the tenants' writers as everything else does, each
 * under a key of its own: run on several nodes, or again after an interruption, it does nothing
 * twice.
 */
@NullMarked
package org.samling.routes.jobs;

import org.jspecify.annotations.NullMarked;
