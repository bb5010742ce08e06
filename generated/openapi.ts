// The types and query parameters of spec/openapi.yaml.
// Generated: do not edit. To make it again after a change of the spec, run `npm run generate`.

export interface paths {
    "/evses/{evse_id}/status_logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List status logs of an EVSE
         * @description Returns a page of the status logs of an EVSE, newest first, optionally limited to a range of `sampled_at`.
         */
        get: operations["listEvseStatusLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/status_logs/{sampled_at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a status log of an EVSE
         * @description Returns the status log with this EVSE id and this exact `sampled_at`.
         */
        get: operations["getEvseStatusLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/command_logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List command logs of an EVSE
         * @description Returns a page of the command logs of an EVSE, newest first, optionally limited to a range of `logged_at`.
         */
        get: operations["listEvseCommandLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/evses/{evse_id}/command_logs/{logged_at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a command log of an EVSE
         * @description Returns the command log with this EVSE id and this exact `logged_at`.
         */
        get: operations["getEvseCommandLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description State of an EVSE at a point in time. A value is null or absent if the integration, which connects the provider to the EVSE, could not read it. */
        EVSEStatusLog: {
            /**
             * Format: uri
             * @description Identifies this log. Do not derive other URLs from it.
             * @example https://api.ev.energy/v2/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/
             */
            url: string;
            /**
             * Format: date-time
             * @description When the device sampled the state. Identifies the log together with the EVSE.
             * @example 2024-04-17T09:39:45.984584Z
             */
            sampled_at: string;
            /**
             * Format: date-time
             * @description When the provider recorded the sample, usually shortly after `sampled_at`.
             * @example 2024-04-17T09:39:47.310922Z
             */
            logged_at: string;
            /** @description URL of the EVSE, or the EVSE itself with `expand=evse`. */
            evse: string | components["schemas"]["EVSE"];
            /**
             * @description Whether a vehicle is connected.
             * @example true
             */
            is_plugged_in?: boolean | null;
            /**
             * @description Whether the vehicle is charging.
             * @example true
             */
            is_charging?: boolean | null;
            /**
             * @description Whether the EVSE is in free-vend mode, in which it charges any vehicle without authorisation.
             * @example false
             */
            is_enabled?: boolean | null;
            /**
             * @description Power delivered to the vehicle.
             * @example 7180
             */
            charge_rate_watts?: number | null;
            /**
             * @description Power exported from the vehicle to the grid.
             * @example 0
             */
            export_power_watts?: number | null;
            /**
             * @description Power at the property's supply inlet.
             * @example 7940
             */
            inlet_power_watts?: number | null;
            /**
             * @description Energy meter reading of the EVSE.
             * @example 1482310
             */
            meter_reading_watt_hours?: number | null;
            /**
             * @description Voltage at the EVSE.
             * @example 239400
             */
            voltage_millivolts?: number | null;
            /**
             * @description Current rating of the charging cable.
             * @example 32000
             */
            cable_current_rating_milliamps?: number | null;
            /**
             * @description Maximum current that the EVSE allows the vehicle to draw.
             * @example 32000
             */
            max_current_rating_milliamps?: number | null;
            /**
             * @description Received signal strength (RSSI) of the EVSE's wireless connection.
             * @example -61
             */
            signal_strength_rssi_dbm?: number | null;
            /**
             * @description State of charge of the vehicle's battery, as reported by the EVSE.
             * @example 54
             */
            state_of_charge_percentage?: number | null;
            /**
             * @description State of the control pilot, the SAE J1772 signal between EVSE and vehicle. A: standby. B: vehicle detected. C: charging. D: charging with ventilation. E: no power. F: fault.
             * @example C
             * @enum {string|null}
             */
            control_pilot_status?: "A" | "B" | "C" | "D" | "E" | "F" | (string & {}) | null;
            /**
             * @description Operating mode of the EVSE, as named by its integration.
             * @example Charge
             * @enum {string|null}
             */
            mode?: "Unknown" | "Idle" | "Delay" | "Charge" | "Discharge" | "FFR" | "Load match" | "Export match" | "Peak time" | "Deep sleep" | (string & {}) | null;
        };
        /** @description A command sent to an EVSE. */
        EVSECommandLog: {
            /**
             * Format: uri
             * @description Identifies this log. Do not derive other URLs from it.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/command_logs/2024-04-17T09:39:45.984584Z/
             */
            url: string;
            /**
             * Format: date-time
             * @description When the command was logged. Identifies the log together with the EVSE.
             * @example 2024-04-17T09:39:45.984584Z
             */
            logged_at: string;
            /** @description URL of the EVSE, or the EVSE itself with `expand=evse`. */
            evse: string | components["schemas"]["EVSE"];
            /**
             * @description Target for the maximum load of the EVSE.
             * @example 32000
             */
            max_load_target_milliamps?: number | null;
            /**
             * @description Target for `is_enabled`, whether the EVSE should be in free-vend mode.
             * @example true
             */
            is_enabled_target?: boolean | null;
            /**
             * @description Whether free-vend mode is permanent.
             * @example false
             */
            always_enabled?: boolean | null;
            /**
             * @description Reason for the command.
             * @example SCHEDULED_CHARGING
             * @enum {string|null}
             */
            reason?: "SCHEDULED_CHARGING" | "REFRESH_SCHEDULES" | "STOP_CHARGE" | "START_CHARGE" | "SOLAR_CHARGE_NIGHTTIME_CHARGE_RATE" | "API_TRIGGERED_COMMAND" | "COMMISSIONING" | "CHARGING_SESSION" | "VEHICLE_TO_HOME" | "FREE_VEND" | "MAINTAIN_EVSE_STATE" | "CREATE_HOME_CHARGER" | "LOCKED_MODE" | "SMART_CHARGE_ENABLED_CHANGED" | "SMART_CHARGE_ENABLED" | "SMART_CHARGE_DISABLED" | (string & {}) | null;
            /**
             * Format: uuid
             * @description Identifies the command in the provider's device command logs.
             * @example d4e5f6a7-b8c9-0123-def0-123456789abc
             */
            internal_command_id?: string | null;
        };
        /** @description A charger. Resources that `expand` does not support remain URLs. */
        EVSE: {
            /**
             * @description Identifies the EVSE. Used in the paths of its logs.
             * @example evse01HSH04KDEWF6Z4DB2J77J74K5
             */
            id: string;
            /**
             * Format: uri
             * @description URL of the EVSE.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5
             */
            url: string;
            /**
             * @description Identifier assigned by the maker.
             * @example SHIR100001
             */
            cpid: string;
            /** @description URL of the model, or the model itself with `expand=evse.model`. */
            model?: string | components["schemas"]["EVSEModel"];
            /** @description URL of the EVSE's user, or the user itself with `expand=evse.user`. */
            user?: string | components["schemas"]["User"];
            /**
             * Format: uri
             * @description URL of the newest status log.
             * @example https://api.ev.energy/v2/evse/evse01HSH04KDEWF6Z4DB2J77J74K5/status_logs/2024-04-17T09:39:45.984584Z/
             */
            latest_status_log?: string | null;
            /**
             * Format: uri
             * @description URL of the current transformer (CT) clamp that measures the property's supply.
             * @example null
             */
            ct_clamp?: string | null;
            /**
             * Format: uri
             * @description URL of the list of charging sub-sessions.
             * @example https://api.ev.energy/v2/evses/evse01HSH04KDEWF6Z4DB2J77J74K5/charging_sub_sessions
             */
            charging_sub_sessions?: string;
            /**
             * @description Lock mode of the EVSE.
             * @example SMART
             * @enum {string|null}
             */
            lock_mode?: "UNLOCKED" | "SMART" | "LOCKED" | (string & {}) | null;
            /**
             * @description Stage of the EVSE's life cycle, from registration to decommissioning.
             * @example COMMISSIONED
             * @enum {string|null}
             */
            lifecycle_state?: "CREATED_LINKED" | "INSTALLED" | "COMMISSIONED" | "DECOMMISSIONED" | "UNKNOWN" | "PROBABLY_INSTALLED" | "UNPAIRED" | "PENDING" | "ENROLLED" | (string & {}) | null;
            /** @description Location of the EVSE. */
            location?: {
                /**
                 * Format: double
                 * @description Latitude in degrees; positive is north.
                 * @example 52.0936
                 */
                latitude: number;
                /**
                 * Format: double
                 * @description Longitude in degrees; positive is east.
                 * @example -2.0795
                 */
                longitude: number;
            } | null;
        };
        /** @description An EVSE model. */
        EVSEModel: {
            /**
             * @description Identifies the model.
             * @example emod01HSGZXM2V8Q4T6RBN3C9W5KYD
             */
            id: string;
            /**
             * Format: uri
             * @description URL of the model.
             * @example https://api.ev.energy/v2/evse_models/emod01HSGZXM2V8Q4T6RBN3C9W5KYD
             */
            url: string;
            /**
             * @description Name for use in programs.
             * @example hearth-7
             */
            name: string;
            /**
             * @description Name to display.
             * @example Hearth 7 kW
             */
            display_name?: string | null;
            /** @description URL of the maker, or the maker itself with `expand=evse.model.make`. */
            make?: string | components["schemas"]["EVSEMake"];
            /**
             * Format: uri
             * @description Page on which a user sets up an EVSE of this model.
             * @example null
             */
            onboarding_url?: string | null;
        };
        /** @description A maker of EVSEs. */
        EVSEMake: {
            /**
             * @description Identifies the maker.
             * @example emak01HSGZW9F3J5E7AQDP1S8X2MVB
             */
            id: string;
            /**
             * Format: uri
             * @description URL of the maker.
             * @example https://api.ev.energy/v2/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB
             */
            url: string;
            /**
             * @description Name for use in programs.
             * @example shire
             */
            name: string;
            /**
             * @description Name to display.
             * @example Shire Chargers
             */
            display_name?: string | null;
            /**
             * Format: uri
             * @description Brand icon.
             * @example null
             */
            icon?: string | null;
            /**
             * @description Whether the integration with this maker is a beta.
             * @example false
             */
            is_beta?: boolean;
            /**
             * Format: uri
             * @description URL of the list of its models.
             * @example https://api.ev.energy/v2/evse_makes/emak01HSGZW9F3J5E7AQDP1S8X2MVB/evse_models
             */
            evse_models?: string;
            /**
             * @description Page on which a user sets up an EVSE of this maker. Not guaranteed to be a URL.
             * @example null
             */
            onboarding_url?: string | null;
        };
        /** @description A person whose charging the provider manages. Contains personal data. */
        User: {
            /**
             * @description Identifies the user.
             * @example user01HSGZT4C6M8H0RKJ5V7Y9N1ES
             */
            id: string;
            /**
             * Format: uri
             * @description URL of the user.
             * @example https://api.ev.energy/v2/users/user01HSGZT4C6M8H0RKJ5V7Y9N1ES
             */
            url: string;
            /**
             * @description Email address.
             * @example rosie@example.com
             */
            email?: string;
            /**
             * @description Full name.
             * @example Rosie Cotton
             */
            full_name?: string;
            /**
             * Format: date-time
             * @description When the user registered.
             * @example 2023-11-02T18:04:11.402000Z
             */
            joined_at?: string;
            /**
             * Format: date-time
             * @description When the user accepted the terms.
             * @example 2023-11-02T18:03:57.118000Z
             */
            terms_consent_datetime?: string | null;
            /** @description URLs of the user's EVSEs. */
            evses?: string[];
            /** @description URLs of the user's vehicles. */
            vehicles?: string[];
            /** @description Default location of the user. */
            default_location?: components["schemas"]["Location"];
        };
        /** @description A postal address with coordinates. */
        Location: {
            /**
             * @description First line of the address.
             * @example 3 Bagshot Row
             */
            address_1?: string | null;
            /**
             * @description Second line of the address.
             * @example null
             */
            address_2?: string | null;
            /**
             * @description Town or city.
             * @example Hobbiton
             */
            city?: string | null;
            /**
             * @description State or region.
             * @example null
             */
            state?: string | null;
            /**
             * @description Postal code.
             * @example HB1 3RW
             */
            postal_code?: string | null;
            /**
             * @description Country code (ISO 3166-1 alpha-2).
             * @example GB
             */
            country_code?: string | null;
            /** @description Geographic coordinates. */
            coordinates?: {
                /**
                 * Format: double
                 * @description Latitude in degrees; positive is north.
                 * @example 52.0936
                 */
                latitude: number;
                /**
                 * Format: double
                 * @description Longitude in degrees; positive is east.
                 * @example -2.0795
                 */
                longitude: number;
            } | null;
            /**
             * Format: uri
             * @description URL of the site of this location.
             * @example null
             */
            evse_site?: string | null;
            /**
             * Format: uri
             * @description URL of the energy tariff of this location.
             * @example null
             */
            tariff?: string | null;
        };
        /** @description Problem details (RFC 9457) of a failed request. Additional members are possible. */
        Problem: {
            /**
             * Format: uri
             * @description Identifies the type of problem. Omitted if the status code is sufficient.
             * @example https://api.ev.energy/v2/problems/rate-limit-exceeded/
             */
            type?: string;
            /**
             * @description Short description of the type of problem.
             * @example Too Many Requests
             */
            title: string;
            /**
             * @description HTTP status code of the response.
             * @example 429
             */
            status?: number;
            /**
             * @description Description of this occurrence of the problem.
             * @example Request was rate limited. Try again in 42 seconds
             */
            detail: string;
            /**
             * Format: uri
             * @description Identifies this occurrence of the problem.
             * @example urn:uuid:7b0c2a4e-51d3-4f6a-9c88-e2d1f0a3b5c7
             */
            instance?: string;
            /** @description Error messages by field name. */
            field_errors?: {
                [key: string]: string[];
            };
        };
    };
    responses: {
        /** @description A parameter is invalid, or the API version is not supported. */
        BadListRequest: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A parameter is invalid, or the API version is not supported. */
        BadRequest: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is missing, unknown, expired or revoked. */
        Unauthorized: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is valid but lacks the scope that this operation requires. */
        Forbidden: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The EVSE or log does not exist, or the token has no access to it. */
        NotFound: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The API cannot produce any media type in the `Accept` header. */
        NotAcceptable: {
            headers: {
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The rate limit is used up. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Id of the EVSE, which is `evse` followed by a ULID.
         * @example evse01HSH04KDEWF6Z4DB2J77J74K5
         */
        EvseId: string;
        /**
         * @description The `sampled_at` of the status log, exactly as in the log. It has a precision of up to microseconds and must not be rounded.
         * @example 2024-04-17T09:39:45.984584Z
         */
        SampledAt: string;
        /**
         * @description The `logged_at` of the command log, exactly as in the log. It has a precision of up to microseconds and must not be rounded.
         * @example 2024-04-17T09:39:45.984584Z
         */
        LoggedAt: string;
        /**
         * @description Inclusive lower bound of `sampled_at`.
         * @example 2024-04-17T00:00:00Z
         */
        SampledAtGte: string;
        /**
         * @description Inclusive upper bound of `sampled_at`.
         * @example 2024-04-17T23:59:59.999999Z
         */
        SampledAtLte: string;
        /**
         * @description Inclusive lower bound of `logged_at`.
         * @example 2024-04-17T00:00:00Z
         */
        LoggedAtGte: string;
        /**
         * @description Inclusive upper bound of `logged_at`.
         * @example 2024-04-17T23:59:59.999999Z
         */
        LoggedAtLte: string;
        /**
         * @description Maximum number of entries per page.
         * @example 100
         */
        PageSize: number;
        /**
         * @description Returns the page of older entries after this cursor. Take the cursor from a `next` link. It is opaque: any string is accepted.
         * @example 2024-04-17T09:39:45.984584Z
         */
        PageAfter: string;
        /**
         * @description Returns the page of newer entries before this cursor. Take the cursor from a `previous` link. It is opaque: any string is accepted. Ignored if `page_after` is also given.
         * @example 2024-04-17T07:39:45.120384Z
         */
        PageBefore: string;
        /**
         * @description Embeds a related resource in place of its URL. Repeat the parameter for several resources. A path also expands the resources it contains: `evse.model` expands `evse` as well.
         * @example [
         *       "evse.model.make",
         *       "evse.user"
         *     ]
         */
        Expand: ("evse" | "evse.model" | "evse.model.make" | "evse.user")[];
        /**
         * @description Version of the API. Without this header, the default version of the OAuth application applies, so always send it.
         * @example 2
         */
        Version: 2;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Version of the API that produced the response.
         * @example 2
         */
        "EvEnergy-Version": 2;
        /**
         * @description Number of requests allowed in a rolling hour.
         * @example 1000
         */
        "X-RateLimit-Limit": number;
        /**
         * @description Number of requests left. No header states when the next one becomes available.
         * @example 987
         */
        "X-RateLimit-Remaining": number;
        /**
         * @description Seconds to wait before the next request. The provider's prose also spells it `RetryAfter`.
         * @example 42
         */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listEvseStatusLogs: {
        parameters: {
            query?: {
                /**
                 * @description Inclusive lower bound of `sampled_at`.
                 * @example 2024-04-17T00:00:00Z
                 */
                sampled_at__gte?: components["parameters"]["SampledAtGte"];
                /**
                 * @description Inclusive upper bound of `sampled_at`.
                 * @example 2024-04-17T23:59:59.999999Z
                 */
                sampled_at__lte?: components["parameters"]["SampledAtLte"];
                /**
                 * @description Maximum number of entries per page.
                 * @example 100
                 */
                page_size?: components["parameters"]["PageSize"];
                /**
                 * @description Returns the page of older entries after this cursor. Take the cursor from a `next` link. It is opaque: any string is accepted.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                page_after?: components["parameters"]["PageAfter"];
                /**
                 * @description Returns the page of newer entries before this cursor. Take the cursor from a `previous` link. It is opaque: any string is accepted. Ignored if `page_after` is also given.
                 * @example 2024-04-17T07:39:45.120384Z
                 */
                page_before?: components["parameters"]["PageBefore"];
                /**
                 * @description Embeds a related resource in place of its URL. Repeat the parameter for several resources. A path also expands the resources it contains: `evse.model` expands `evse` as well.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description Version of the API. Without this header, the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Id of the EVSE, which is `evse` followed by a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of status logs, newest first. An empty page is not necessarily the last. */
            200: {
                headers: {
                    /** @description Links to the adjacent pages (RFC 8288): `next` leads to older entries, `previous` to newer ones. A link to `about:blank` means that there is no such page. */
                    Link: string;
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSEStatusLog"][];
                };
            };
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getEvseStatusLog: {
        parameters: {
            query?: {
                /**
                 * @description Embeds a related resource in place of its URL. Repeat the parameter for several resources. A path also expands the resources it contains: `evse.model` expands `evse` as well.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description Version of the API. Without this header, the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Id of the EVSE, which is `evse` followed by a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
                /**
                 * @description The `sampled_at` of the status log, exactly as in the log. It has a precision of up to microseconds and must not be rounded.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                sampled_at: components["parameters"]["SampledAt"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The status log. */
            200: {
                headers: {
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSEStatusLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    listEvseCommandLogs: {
        parameters: {
            query?: {
                /**
                 * @description Inclusive lower bound of `logged_at`.
                 * @example 2024-04-17T00:00:00Z
                 */
                logged_at__gte?: components["parameters"]["LoggedAtGte"];
                /**
                 * @description Inclusive upper bound of `logged_at`.
                 * @example 2024-04-17T23:59:59.999999Z
                 */
                logged_at__lte?: components["parameters"]["LoggedAtLte"];
                /**
                 * @description Maximum number of entries per page.
                 * @example 100
                 */
                page_size?: components["parameters"]["PageSize"];
                /**
                 * @description Returns the page of older entries after this cursor. Take the cursor from a `next` link. It is opaque: any string is accepted.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                page_after?: components["parameters"]["PageAfter"];
                /**
                 * @description Returns the page of newer entries before this cursor. Take the cursor from a `previous` link. It is opaque: any string is accepted. Ignored if `page_after` is also given.
                 * @example 2024-04-17T07:39:45.120384Z
                 */
                page_before?: components["parameters"]["PageBefore"];
                /**
                 * @description Embeds a related resource in place of its URL. Repeat the parameter for several resources. A path also expands the resources it contains: `evse.model` expands `evse` as well.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description Version of the API. Without this header, the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Id of the EVSE, which is `evse` followed by a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of command logs, newest first. An empty page is not necessarily the last. */
            200: {
                headers: {
                    /** @description Links to the adjacent pages (RFC 8288): `next` leads to older entries, `previous` to newer ones. A link to `about:blank` means that there is no such page. */
                    Link: string;
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSECommandLog"][];
                };
            };
            400: components["responses"]["BadListRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getEvseCommandLog: {
        parameters: {
            query?: {
                /**
                 * @description Embeds a related resource in place of its URL. Repeat the parameter for several resources. A path also expands the resources it contains: `evse.model` expands `evse` as well.
                 * @example [
                 *       "evse.model.make",
                 *       "evse.user"
                 *     ]
                 */
                expand?: components["parameters"]["Expand"];
            };
            header?: {
                /**
                 * @description Version of the API. Without this header, the default version of the OAuth application applies, so always send it.
                 * @example 2
                 */
                "EvEnergy-Version"?: components["parameters"]["Version"];
            };
            path: {
                /**
                 * @description Id of the EVSE, which is `evse` followed by a ULID.
                 * @example evse01HSH04KDEWF6Z4DB2J77J74K5
                 */
                evse_id: components["parameters"]["EvseId"];
                /**
                 * @description The `logged_at` of the command log, exactly as in the log. It has a precision of up to microseconds and must not be rounded.
                 * @example 2024-04-17T09:39:45.984584Z
                 */
                logged_at: components["parameters"]["LoggedAt"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The command log. */
            200: {
                headers: {
                    "EvEnergy-Version": components["headers"]["EvEnergy-Version"];
                    "X-RateLimit-Limit": components["headers"]["X-RateLimit-Limit"];
                    "X-RateLimit-Remaining": components["headers"]["X-RateLimit-Remaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EVSECommandLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
        };
    };
}

/** The names of the query parameters of each path. */
export const queryParameters: { readonly [Path in keyof paths]: readonly string[] } = {
    "/evses/{evse_id}/status_logs": [
        "sampled_at__gte",
        "sampled_at__lte",
        "page_size",
        "page_after",
        "page_before",
        "expand"
    ],
    "/evses/{evse_id}/status_logs/{sampled_at}": [
        "expand"
    ],
    "/evses/{evse_id}/command_logs": [
        "logged_at__gte",
        "logged_at__lte",
        "page_size",
        "page_after",
        "page_before",
        "expand"
    ],
    "/evses/{evse_id}/command_logs/{logged_at}": [
        "expand"
    ]
};
