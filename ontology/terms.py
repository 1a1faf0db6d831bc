"""The terms of the ontology as constants: a misspelt one fails at once.

Made from ontology/modules by `yuezhi format`; do not edit.
"""

# A trade secret is no password.
# ruff: noqa: S105

from typing import Final


class Class:
    """The classes."""

    #: action
    ACTION_FACET: Final = "https://w3id.org/yuezhi/ontology#ActionFacet"
    #: actor code
    ACTOR_CODE: Final = "https://w3id.org/yuezhi/ontology#ActorCode"
    #: administrative agency
    ADMINISTRATIVE_AGENCY: Final = "https://w3id.org/yuezhi/ontology#AdministrativeAgency"
    #: administrative division
    ADMINISTRATIVE_DIVISION: Final = "https://w3id.org/yuezhi/ontology#AdministrativeDivision"
    #: agreement
    AGREEMENT: Final = "https://w3id.org/yuezhi/ontology#Agreement"
    #: arbitration body
    ARBITRATION_BODY: Final = "https://w3id.org/yuezhi/ontology#ArbitrationBody"
    #: area
    AREA: Final = "https://w3id.org/yuezhi/ontology#Area"
    #: association
    ASSOCIATION: Final = "https://w3id.org/yuezhi/ontology#Association"
    #: award
    AWARD: Final = "https://w3id.org/yuezhi/ontology#Award"
    #: award scheme
    AWARD_SCHEME: Final = "https://w3id.org/yuezhi/ontology#AwardScheme"
    #: group of bodies
    BODY_GROUP: Final = "https://w3id.org/yuezhi/ontology#BodyGroup"
    #: bound
    BOUND: Final = "https://w3id.org/yuezhi/ontology#Bound"
    #: campaign
    CAMPAIGN: Final = "https://w3id.org/yuezhi/ontology#Campaign"
    #: campaign observation
    CAMPAIGN_OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#CampaignObservation"
    #: campaign series
    CAMPAIGN_SERIES: Final = "https://w3id.org/yuezhi/ontology#CampaignSeries"
    #: rule of carrying
    CARRY_RULE: Final = "https://w3id.org/yuezhi/ontology#CarryRule"
    #: list of cases
    CASE_LIST: Final = "https://w3id.org/yuezhi/ontology#CaseList"
    #: line of authority
    CHAIN_FACET: Final = "https://w3id.org/yuezhi/ontology#ChainFacet"
    #: claim
    CLAIM: Final = "https://w3id.org/yuezhi/ontology#Claim"
    #: compared with
    COMPARED_WITH_FACET: Final = "https://w3id.org/yuezhi/ontology#ComparedWithFacet"
    #: count unit
    COUNT_UNIT: Final = "https://w3id.org/yuezhi/ontology#CountUnit"
    #: country
    COUNTRY: Final = "https://w3id.org/yuezhi/ontology#Country"
    #: court
    COURT: Final = "https://w3id.org/yuezhi/ontology#Court"
    #: cross-border campaign
    CROSS_BORDER_CAMPAIGN: Final = "https://w3id.org/yuezhi/ontology#CrossBorderCampaign"
    #: cumulative metric
    CUMULATIVE_METRIC: Final = "https://w3id.org/yuezhi/ontology#CumulativeMetric"
    #: cumulative observation
    CUMULATIVE_OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#CumulativeObservation"
    #: customs actor
    CUSTOMS_ACTOR: Final = "https://w3id.org/yuezhi/ontology#CustomsActor"
    #: customs authority
    CUSTOMS_AUTHORITY: Final = "https://w3id.org/yuezhi/ontology#CustomsAuthority"
    #: customs campaign
    CUSTOMS_CAMPAIGN: Final = "https://w3id.org/yuezhi/ontology#CustomsCampaign"
    #: customs observation
    CUSTOMS_OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#CustomsObservation"
    #: data point
    DATA_POINT: Final = "https://w3id.org/yuezhi/ontology#DataPoint"
    #: designation
    DESIGNATION: Final = "https://w3id.org/yuezhi/ontology#Designation"
    #: disagreement
    DISAGREEMENT: Final = "https://w3id.org/yuezhi/ontology#Disagreement"
    #: kind of disagreement
    DISAGREEMENT_TYPE: Final = "https://w3id.org/yuezhi/ontology#DisagreementType"
    #: disputed observation
    DISPUTED_OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#DisputedObservation"
    #: document
    DOCUMENT: Final = "https://w3id.org/yuezhi/ontology#Document"
    #: edition
    EDITION: Final = "https://w3id.org/yuezhi/ontology#Edition"
    #: education or research body
    EDUCATION_OR_RESEARCH_BODY: Final = "https://w3id.org/yuezhi/ontology#EducationOrResearchBody"
    #: enterprise
    ENTERPRISE: Final = "https://w3id.org/yuezhi/ontology#Enterprise"
    #: event
    EVENT: Final = "https://w3id.org/yuezhi/ontology#Event"
    #: event series
    EVENT_SERIES: Final = "https://w3id.org/yuezhi/ontology#EventSeries"
    #: facet
    FACET: Final = "https://w3id.org/yuezhi/ontology#Facet"
    #: functional zone
    FUNCTIONAL_ZONE: Final = "https://w3id.org/yuezhi/ontology#FunctionalZone"
    #: geographical indication product
    GI_PRODUCT: Final = "https://w3id.org/yuezhi/ontology#GIProduct"
    #: hard disagreement
    HARD_DISAGREEMENT: Final = "https://w3id.org/yuezhi/ontology#HardDisagreement"
    #: hard severity
    HARD_SEVERITY: Final = "https://w3id.org/yuezhi/ontology#HardSeverity"
    #: Hong Kong or Macao actor
    HONG_KONG_OR_MACAO_ACTOR: Final = "https://w3id.org/yuezhi/ontology#HongKongOrMacaoActor"
    #: type of intellectual property
    IP_TYPE: Final = "https://w3id.org/yuezhi/ontology#IPType"
    #: instrument
    INSTRUMENT: Final = "https://w3id.org/yuezhi/ontology#Instrument"
    #: international organisation
    INTERNATIONAL_ORGANIZATION: Final = "https://w3id.org/yuezhi/ontology#InternationalOrganization"
    #: what can be issued
    ISSUABLE: Final = "https://w3id.org/yuezhi/ontology#Issuable"
    #: joint campaign
    JOINT_CAMPAIGN: Final = "https://w3id.org/yuezhi/ontology#JointCampaign"
    #: joint instrument
    JOINT_INSTRUMENT: Final = "https://w3id.org/yuezhi/ontology#JointInstrument"
    #: judicial actor
    JUDICIAL_ACTOR: Final = "https://w3id.org/yuezhi/ontology#JudicialActor"
    #: judicial observation
    JUDICIAL_OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#JudicialObservation"
    #: judicial organ
    JUDICIAL_ORGAN: Final = "https://w3id.org/yuezhi/ontology#JudicialOrgan"
    #: legal case
    LEGAL_CASE: Final = "https://w3id.org/yuezhi/ontology#LegalCase"
    #: legal instrument
    LEGAL_INSTRUMENT: Final = "https://w3id.org/yuezhi/ontology#LegalInstrument"
    #: legislative body
    LEGISLATIVE_BODY: Final = "https://w3id.org/yuezhi/ontology#LegislativeBody"
    #: level
    LEVEL_FACET: Final = "https://w3id.org/yuezhi/ontology#LevelFacet"
    #: macro-region
    MACRO_REGION: Final = "https://w3id.org/yuezhi/ontology#MacroRegion"
    #: kind of figure
    MEASURE_KIND: Final = "https://w3id.org/yuezhi/ontology#MeasureKind"
    #: type of measure
    MEASURE_TYPE_FACET: Final = "https://w3id.org/yuezhi/ontology#MeasureTypeFacet"
    #: media organisation
    MEDIA_ORGANIZATION: Final = "https://w3id.org/yuezhi/ontology#MediaOrganization"
    #: mediation body
    MEDIATION_BODY: Final = "https://w3id.org/yuezhi/ontology#MediationBody"
    #: mention
    MENTION: Final = "https://w3id.org/yuezhi/ontology#Mention"
    #: metric
    METRIC: Final = "https://w3id.org/yuezhi/ontology#Metric"
    #: first in the country
    NATIONAL_FIRST: Final = "https://w3id.org/yuezhi/ontology#NationalFirst"
    #: national rank
    NATIONAL_RANK: Final = "https://w3id.org/yuezhi/ontology#NationalRank"
    #: notary body
    NOTARY_BODY: Final = "https://w3id.org/yuezhi/ontology#NotaryBody"
    #: object
    OBJECT_FACET: Final = "https://w3id.org/yuezhi/ontology#ObjectFacet"
    #: observation
    OBSERVATION: Final = "https://w3id.org/yuezhi/ontology#Observation"
    #: origin
    ORIGIN_FACET: Final = "https://w3id.org/yuezhi/ontology#OriginFacet"
    #: party that can act
    PARTY: Final = "https://w3id.org/yuezhi/ontology#Party"
    #: Party body
    PARTY_BODY: Final = "https://w3id.org/yuezhi/ontology#PartyBody"
    #: party
    PARTY_FACET: Final = "https://w3id.org/yuezhi/ontology#PartyFacet"
    #: per
    PER_FACET: Final = "https://w3id.org/yuezhi/ontology#PerFacet"
    #: period
    PERIOD: Final = "https://w3id.org/yuezhi/ontology#Period"
    #: person
    PERSON: Final = "https://w3id.org/yuezhi/ontology#Person"
    #: platform
    PLATFORM: Final = "https://w3id.org/yuezhi/ontology#Platform"
    #: policy document
    POLICY_DOCUMENT: Final = "https://w3id.org/yuezhi/ontology#PolicyDocument"
    #: procedure
    PROCEDURE_FACET: Final = "https://w3id.org/yuezhi/ontology#ProcedureFacet"
    #: procuratorate
    PROCURATORATE: Final = "https://w3id.org/yuezhi/ontology#Procuratorate"
    #: product
    PRODUCT: Final = "https://w3id.org/yuezhi/ontology#Product"
    #: programme
    PROGRAMME: Final = "https://w3id.org/yuezhi/ontology#Programme"
    #: protection centre
    PROTECTION_CENTRE: Final = "https://w3id.org/yuezhi/ontology#ProtectionCentre"
    #: province-level division
    PROVINCE_LEVEL_DIVISION: Final = "https://w3id.org/yuezhi/ontology#ProvinceLevelDivision"
    #: provincial body
    PROVINCIAL_BODY: Final = "https://w3id.org/yuezhi/ontology#ProvincialBody"
    #: public body
    PUBLIC_BODY: Final = "https://w3id.org/yuezhi/ontology#PublicBody"
    #: public security organ
    PUBLIC_SECURITY_ORGAN: Final = "https://w3id.org/yuezhi/ontology#PublicSecurityOrgan"
    #: publication
    PUBLICATION: Final = "https://w3id.org/yuezhi/ontology#Publication"
    #: publication series
    PUBLICATION_SERIES: Final = "https://w3id.org/yuezhi/ontology#PublicationSeries"
    #: quality
    QUALITY_FACET: Final = "https://w3id.org/yuezhi/ontology#QualityFacet"
    #: recognition
    RECOGNITION: Final = "https://w3id.org/yuezhi/ontology#Recognition"
    #: relation claim
    RELATION_CLAIM: Final = "https://w3id.org/yuezhi/ontology#RelationClaim"
    #: reporter
    REPORTER: Final = "https://w3id.org/yuezhi/ontology#Reporter"
    #: research institute
    RESEARCH_INSTITUTE: Final = "https://w3id.org/yuezhi/ontology#ResearchInstitute"
    #: rule of resolution
    RESOLUTION_RULE: Final = "https://w3id.org/yuezhi/ontology#ResolutionRule"
    #: scope code
    SCOPE_CODE: Final = "https://w3id.org/yuezhi/ontology#ScopeCode"
    #: series
    SERIES: Final = "https://w3id.org/yuezhi/ontology#Series"
    #: service institution
    SERVICE_INSTITUTION: Final = "https://w3id.org/yuezhi/ontology#ServiceInstitution"
    #: severity
    SEVERITY: Final = "https://w3id.org/yuezhi/ontology#Severity"
    #: source document
    SOURCE_DOCUMENT: Final = "https://w3id.org/yuezhi/ontology#SourceDocument"
    #: special administrative region
    SPECIAL_ADMINISTRATIVE_REGION: Final = "https://w3id.org/yuezhi/ontology#SpecialAdministrativeRegion"
    #: stage of an instrument
    STAGE: Final = "https://w3id.org/yuezhi/ontology#Stage"
    #: standard
    STANDARD: Final = "https://w3id.org/yuezhi/ontology#Standard"
    #: standing
    STANDING: Final = "https://w3id.org/yuezhi/ontology#Standing"
    #: statistic
    STATISTIC: Final = "https://w3id.org/yuezhi/ontology#Statistic"
    #: statistical claim
    STATISTICAL_CLAIM: Final = "https://w3id.org/yuezhi/ontology#StatisticalClaim"
    #: status
    STATUS: Final = "https://w3id.org/yuezhi/ontology#Status"
    #: stock as type of measure
    STOCK_MEASURE: Final = "https://w3id.org/yuezhi/ontology#StockMeasure"
    #: text anchor
    TEXT_ANCHOR: Final = "https://w3id.org/yuezhi/ontology#TextAnchor"
    #: undertaking
    UNDERTAKING: Final = "https://w3id.org/yuezhi/ontology#Undertaking"
    #: class of unit
    UNIT_CLASS: Final = "https://w3id.org/yuezhi/ontology#UnitClass"
    #: university
    UNIVERSITY: Final = "https://w3id.org/yuezhi/ontology#University"


class Property:
    """The properties."""

    #: is about
    ABOUT: Final = "https://w3id.org/yuezhi/ontology#about"
    #: object acted on
    ACTED_ON: Final = "https://w3id.org/yuezhi/ontology#actedOn"
    #: action
    ACTION: Final = "https://w3id.org/yuezhi/ontology#action"
    #: actor
    ACTOR: Final = "https://w3id.org/yuezhi/ontology#actor"
    #: is adjudicated by
    ADJUDICATED_BY: Final = "https://w3id.org/yuezhi/ontology#adjudicatedBy"
    #: adjudicates
    ADJUDICATES: Final = "https://w3id.org/yuezhi/ontology#adjudicates"
    #: agency named
    AGENCY: Final = "https://w3id.org/yuezhi/ontology#agency"
    #: is amended by
    AMENDED_BY: Final = "https://w3id.org/yuezhi/ontology#amendedBy"
    #: amends
    AMENDS: Final = "https://w3id.org/yuezhi/ontology#amends"
    #: is approved as
    APPROVED_AS: Final = "https://w3id.org/yuezhi/ontology#approvedAs"
    #: area
    AREA: Final = "https://w3id.org/yuezhi/ontology#area"
    #: holds for an area within
    AREA_WITHIN: Final = "https://w3id.org/yuezhi/ontology#areaWithin"
    #: is awarded to
    AWARDED_TO: Final = "https://w3id.org/yuezhi/ontology#awardedTo"
    #: is between
    BETWEEN_CLAIM: Final = "https://w3id.org/yuezhi/ontology#betweenClaim"
    #: bound
    BOUND: Final = "https://w3id.org/yuezhi/ontology#bound"
    #: break in series
    BREAK_IN_SERIES: Final = "https://w3id.org/yuezhi/ontology#breakInSeries"
    #: campaign named
    CAMPAIGN: Final = "https://w3id.org/yuezhi/ontology#campaign"
    #: series of the campaign
    CAMPAIGN_SERIES: Final = "https://w3id.org/yuezhi/ontology#campaignSeries"
    #: carried
    CARRIED: Final = "https://w3id.org/yuezhi/ontology#carried"
    #: line of authority
    CHAIN: Final = "https://w3id.org/yuezhi/ontology#chain"
    #: is change of
    CHANGE_OF: Final = "https://w3id.org/yuezhi/ontology#changeOf"
    #: length in characters
    CHAR_LENGTH: Final = "https://w3id.org/yuezhi/ontology#charLength"
    #: class of the codes
    CODE_CLASS: Final = "https://w3id.org/yuezhi/ontology#codeClass"
    #: compared with
    COMPARED_WITH: Final = "https://w3id.org/yuezhi/ontology#comparedWith"
    #: area compared with
    COMPARISON_AREA: Final = "https://w3id.org/yuezhi/ontology#comparisonArea"
    #: concerns
    CONCERNS: Final = "https://w3id.org/yuezhi/ontology#concerns"
    #: is conducted by
    CONDUCTED_BY: Final = "https://w3id.org/yuezhi/ontology#conductedBy"
    #: conducts
    CONDUCTS: Final = "https://w3id.org/yuezhi/ontology#conducts"
    #: has consistent claim
    CONSISTENT_CLAIM: Final = "https://w3id.org/yuezhi/ontology#consistentClaim"
    #: contains
    CONTAINS: Final = "https://w3id.org/yuezhi/ontology#contains"
    #: is contradicted by
    CONTRADICTED_BY: Final = "https://w3id.org/yuezhi/ontology#contradictedBy"
    #: contradicts
    CONTRADICTS: Final = "https://w3id.org/yuezhi/ontology#contradicts"
    #: cooperates with
    COOPERATES_WITH: Final = "https://w3id.org/yuezhi/ontology#cooperatesWith"
    #: counted in
    COUNTED: Final = "https://w3id.org/yuezhi/ontology#counted"
    #: default unit
    DEFAULT_UNIT: Final = "https://w3id.org/yuezhi/ontology#defaultUnit"
    #: is designation of
    DESIGNATION_OF: Final = "https://w3id.org/yuezhi/ontology#designationOf"
    #: has deviating claim
    DEVIATING_CLAIM: Final = "https://w3id.org/yuezhi/ontology#deviatingClaim"
    #: is directly within
    DIRECTLY_WITHIN: Final = "https://w3id.org/yuezhi/ontology#directlyWithin"
    #: is disagreement on
    DISAGREEMENT_ON: Final = "https://w3id.org/yuezhi/ontology#disagreementOn"
    #: kind of disagreement
    DISAGREEMENT_TYPE: Final = "https://w3id.org/yuezhi/ontology#disagreementType"
    #: division code
    DIVISION_CODE: Final = "https://w3id.org/yuezhi/ontology#divisionCode"
    #: is drafted by
    DRAFTED_BY: Final = "https://w3id.org/yuezhi/ontology#draftedBy"
    #: drafts
    DRAFTS: Final = "https://w3id.org/yuezhi/ontology#drafts"
    #: edition number
    EDITION_NUMBER: Final = "https://w3id.org/yuezhi/ontology#editionNumber"
    #: is edition of
    EDITION_OF: Final = "https://w3id.org/yuezhi/ontology#editionOf"
    #: edition year
    EDITION_YEAR: Final = "https://w3id.org/yuezhi/ontology#editionYear"
    #: end
    END: Final = "https://w3id.org/yuezhi/ontology#end"
    #: end date
    END_DATE: Final = "https://w3id.org/yuezhi/ontology#endDate"
    #: end year
    END_YEAR: Final = "https://w3id.org/yuezhi/ontology#endYear"
    #: thing mentioned
    ENTITY: Final = "https://w3id.org/yuezhi/ontology#entity"
    #: is established by
    ESTABLISHED_BY: Final = "https://w3id.org/yuezhi/ontology#establishedBy"
    #: establishes
    ESTABLISHES: Final = "https://w3id.org/yuezhi/ontology#establishes"
    #: evidence
    EVIDENCE: Final = "https://w3id.org/yuezhi/ontology#evidence"
    #: has facet
    FACET: Final = "https://w3id.org/yuezhi/ontology#facet"
    #: name of the facet
    FACET_NAME: Final = "https://w3id.org/yuezhi/ontology#facetName"
    #: evidence of the figure
    FIGURE_EVIDENCE: Final = "https://w3id.org/yuezhi/ontology#figureEvidence"
    #: is found by
    FOUND_BY: Final = "https://w3id.org/yuezhi/ontology#foundBy"
    #: has claim
    HAS_CLAIM: Final = "https://w3id.org/yuezhi/ontology#hasClaim"
    #: has disagreement
    HAS_DISAGREEMENT: Final = "https://w3id.org/yuezhi/ontology#hasDisagreement"
    #: has edition
    HAS_EDITION: Final = "https://w3id.org/yuezhi/ontology#hasEdition"
    #: has figure
    HAS_FIGURE: Final = "https://w3id.org/yuezhi/ontology#hasFigure"
    #: has part
    HAS_PART: Final = "https://w3id.org/yuezhi/ontology#hasPart"
    #: has participant
    HAS_PARTICIPANT: Final = "https://w3id.org/yuezhi/ontology#hasParticipant"
    #: helper
    HELPER: Final = "https://w3id.org/yuezhi/ontology#helper"
    #: is hosted by
    HOSTED_BY: Final = "https://w3id.org/yuezhi/ontology#hostedBy"
    #: hosts
    HOSTS: Final = "https://w3id.org/yuezhi/ontology#hosts"
    #: implied value of the year before
    IMPLIED_PREVIOUS: Final = "https://w3id.org/yuezhi/ontology#impliedPrevious"
    #: implied value of the year before, at most
    IMPLIED_PREVIOUS_HIGH: Final = "https://w3id.org/yuezhi/ontology#impliedPreviousHigh"
    #: implied value of the year before, at least
    IMPLIED_PREVIOUS_LOW: Final = "https://w3id.org/yuezhi/ontology#impliedPreviousLow"
    #: date of entry into force
    IN_FORCE_DATE: Final = "https://w3id.org/yuezhi/ontology#inForceDate"
    #: year of entry into force
    IN_FORCE_YEAR: Final = "https://w3id.org/yuezhi/ontology#inForceYear"
    #: type of intellectual property
    IP_TYPE: Final = "https://w3id.org/yuezhi/ontology#ipType"
    #: is issued by
    ISSUED_BY: Final = "https://w3id.org/yuezhi/ontology#issuedBy"
    #: issues
    ISSUES: Final = "https://w3id.org/yuezhi/ontology#issues"
    #: is jointly issued by
    JOINTLY_ISSUED_BY: Final = "https://w3id.org/yuezhi/ontology#jointlyIssuedBy"
    #: jointly issues
    JOINTLY_ISSUES: Final = "https://w3id.org/yuezhi/ontology#jointlyIssues"
    #: is the jurisdiction of
    JURISDICTION_OF: Final = "https://w3id.org/yuezhi/ontology#jurisdictionOf"
    #: has jurisdiction over
    JURISDICTION_OVER: Final = "https://w3id.org/yuezhi/ontology#jurisdictionOver"
    #: kind of figure
    KIND: Final = "https://w3id.org/yuezhi/ontology#kind"
    #: level
    LEVEL: Final = "https://w3id.org/yuezhi/ontology#level"
    #: is located in
    LOCATED_IN: Final = "https://w3id.org/yuezhi/ontology#locatedIn"
    #: is the location of
    LOCATION_OF: Final = "https://w3id.org/yuezhi/ontology#locationOf"
    #: type of measure
    MEASURE_TYPE: Final = "https://w3id.org/yuezhi/ontology#measureType"
    #: has member body
    MEMBER_BODY: Final = "https://w3id.org/yuezhi/ontology#memberBody"
    #: is member of group
    MEMBER_OF_GROUP: Final = "https://w3id.org/yuezhi/ontology#memberOfGroup"
    #: mended text
    MENDED_TEXT: Final = "https://w3id.org/yuezhi/ontology#mendedText"
    #: name as written
    MENTIONED_NAME: Final = "https://w3id.org/yuezhi/ontology#mentionedName"
    #: metric
    METRIC: Final = "https://w3id.org/yuezhi/ontology#metric"
    #: years missing
    MISSING_YEARS: Final = "https://w3id.org/yuezhi/ontology#missingYears"
    #: next in series
    NEXT_IN_SERIES: Final = "https://w3id.org/yuezhi/ontology#nextInSeries"
    #: object
    OBJECT: Final = "https://w3id.org/yuezhi/ontology#object"
    #: has office holder
    OFFICE_HOLDER: Final = "https://w3id.org/yuezhi/ontology#officeHolder"
    #: holds office in
    OFFICE_IN: Final = "https://w3id.org/yuezhi/ontology#officeIn"
    #: title of the office
    OFFICE_TITLE: Final = "https://w3id.org/yuezhi/ontology#officeTitle"
    #: is operated by
    OPERATED_BY: Final = "https://w3id.org/yuezhi/ontology#operatedBy"
    #: operates
    OPERATES: Final = "https://w3id.org/yuezhi/ontology#operates"
    #: origin
    ORIGIN: Final = "https://w3id.org/yuezhi/ontology#origin"
    #: paragraph
    PARAGRAPH: Final = "https://w3id.org/yuezhi/ontology#paragraph"
    #: is part of
    PART_OF: Final = "https://w3id.org/yuezhi/ontology#partOf"
    #: is part of, at any depth
    PART_OF_WHOLE: Final = "https://w3id.org/yuezhi/ontology#partOfWhole"
    #: takes part in
    PARTICIPATES_IN: Final = "https://w3id.org/yuezhi/ontology#participatesIn"
    #: party
    PARTY: Final = "https://w3id.org/yuezhi/ontology#party"
    #: per
    PER: Final = "https://w3id.org/yuezhi/ontology#per"
    #: period
    PERIOD: Final = "https://w3id.org/yuezhi/ontology#period"
    #: predicate
    PREDICATE: Final = "https://w3id.org/yuezhi/ontology#predicate"
    #: preferred claim
    PREFERRED_CLAIM: Final = "https://w3id.org/yuezhi/ontology#preferredClaim"
    #: previous in series
    PREVIOUS_IN_SERIES: Final = "https://w3id.org/yuezhi/ontology#previousInSeries"
    #: procedure
    PROCEDURE: Final = "https://w3id.org/yuezhi/ontology#procedure"
    #: quality
    QUALITY: Final = "https://w3id.org/yuezhi/ontology#quality"
    #: is rank of
    RANK_OF: Final = "https://w3id.org/yuezhi/ontology#rankOf"
    #: rationale
    RATIONALE: Final = "https://w3id.org/yuezhi/ontology#rationale"
    #: relates to
    RELATES_TO: Final = "https://w3id.org/yuezhi/ontology#relatesTo"
    #: is relative to
    RELATIVE_TO: Final = "https://w3id.org/yuezhi/ontology#relativeTo"
    #: is reported by
    REPORTED_BY: Final = "https://w3id.org/yuezhi/ontology#reportedBy"
    #: is reported in
    REPORTED_IN: Final = "https://w3id.org/yuezhi/ontology#reportedIn"
    #: reports
    REPORTS: Final = "https://w3id.org/yuezhi/ontology#reports"
    #: is resolved by
    RESOLVED_BY: Final = "https://w3id.org/yuezhi/ontology#resolvedBy"
    #: is resolved from
    RESOLVED_FROM: Final = "https://w3id.org/yuezhi/ontology#resolvedFrom"
    #: rounded to
    ROUNDED_TO: Final = "https://w3id.org/yuezhi/ontology#roundedTo"
    #: rule
    RULE: Final = "https://w3id.org/yuezhi/ontology#rule"
    #: scope
    SCOPE: Final = "https://w3id.org/yuezhi/ontology#scope"
    #: section
    SECTION: Final = "https://w3id.org/yuezhi/ontology#section"
    #: evidence of the sentence
    SENTENCE_EVIDENCE: Final = "https://w3id.org/yuezhi/ontology#sentenceEvidence"
    #: series is conducted by
    SERIES_CONDUCTED_BY: Final = "https://w3id.org/yuezhi/ontology#seriesConductedBy"
    #: severity
    SEVERITY: Final = "https://w3id.org/yuezhi/ontology#severity"
    #: SHA-256
    SHA256: Final = "https://w3id.org/yuezhi/ontology#sha256"
    #: is share of
    SHARE_OF: Final = "https://w3id.org/yuezhi/ontology#shareOf"
    #: stated number of signatories
    SIGNATORY_COUNT: Final = "https://w3id.org/yuezhi/ontology#signatoryCount"
    #: is signed by
    SIGNED_BY: Final = "https://w3id.org/yuezhi/ontology#signedBy"
    #: signs
    SIGNS: Final = "https://w3id.org/yuezhi/ontology#signs"
    #: stage
    STAGE: Final = "https://w3id.org/yuezhi/ontology#stage"
    #: standing
    STANDING: Final = "https://w3id.org/yuezhi/ontology#standing"
    #: start
    START: Final = "https://w3id.org/yuezhi/ontology#start"
    #: start date
    START_DATE: Final = "https://w3id.org/yuezhi/ontology#startDate"
    #: start year
    START_YEAR: Final = "https://w3id.org/yuezhi/ontology#startYear"
    #: is stated in
    STATED_IN: Final = "https://w3id.org/yuezhi/ontology#statedIn"
    #: stated text
    STATED_TEXT: Final = "https://w3id.org/yuezhi/ontology#statedText"
    #: statistic
    STATISTIC: Final = "https://w3id.org/yuezhi/ontology#statistic"
    #: status
    STATUS: Final = "https://w3id.org/yuezhi/ontology#status"
    #: subject
    SUBJECT: Final = "https://w3id.org/yuezhi/ontology#subject"
    #: is succeeded by
    SUCCEEDED_BY: Final = "https://w3id.org/yuezhi/ontology#succeededBy"
    #: is successor of
    SUCCESSOR_OF: Final = "https://w3id.org/yuezhi/ontology#successorOf"
    #: is supported by
    SUPPORTED_BY: Final = "https://w3id.org/yuezhi/ontology#supportedBy"
    #: supports
    SUPPORTS: Final = "https://w3id.org/yuezhi/ontology#supports"
    #: is targeted by
    TARGETED_BY: Final = "https://w3id.org/yuezhi/ontology#targetedBy"
    #: targets
    TARGETS: Final = "https://w3id.org/yuezhi/ontology#targets"
    #: unit
    UNIT: Final = "https://w3id.org/yuezhi/ontology#unit"
    #: class of unit
    UNIT_CLASS: Final = "https://w3id.org/yuezhi/ontology#unitClass"
    #: value
    VALUE: Final = "https://w3id.org/yuezhi/ontology#value"
    #: has part, at any depth
    WHOLE_OF: Final = "https://w3id.org/yuezhi/ontology#wholeOf"
    #: is winner of
    WINNER_OF: Final = "https://w3id.org/yuezhi/ontology#winnerOf"
    #: is within
    WITHIN: Final = "https://w3id.org/yuezhi/ontology#within"
    #: working
    WORKING: Final = "https://w3id.org/yuezhi/ontology#working"
    #: year
    YEAR: Final = "https://w3id.org/yuezhi/ontology#year"


class Code:
    """The codes that people wrote down; facets have more."""

    #: no actor named
    ACTOR_NONE: Final = "https://w3id.org/yuezhi/code/actor-none"
    #: about
    BOUND_ABOUT: Final = "https://w3id.org/yuezhi/code/bound-about"
    #: at least
    BOUND_AT_LEAST: Final = "https://w3id.org/yuezhi/code/bound-at-least"
    #: exact
    BOUND_EXACT: Final = "https://w3id.org/yuezhi/code/bound-exact"
    #: less than
    BOUND_LESS_THAN: Final = "https://w3id.org/yuezhi/code/bound-less-than"
    #: more than
    BOUND_MORE_THAN: Final = "https://w3id.org/yuezhi/code/bound-more-than"
    #: from the document
    CARRY_DOCUMENT: Final = "https://w3id.org/yuezhi/code/carry-document"
    #: from the heading
    CARRY_HEADING: Final = "https://w3id.org/yuezhi/code/carry-heading"
    #: from the paragraph
    CARRY_PARAGRAPH: Final = "https://w3id.org/yuezhi/code/carry-paragraph"
    #: actor
    DISAGREEMENT_ACTOR: Final = "https://w3id.org/yuezhi/code/disagreement-actor"
    #: arithmetic
    DISAGREEMENT_ARITHMETIC: Final = "https://w3id.org/yuezhi/code/disagreement-arithmetic"
    #: bound
    DISAGREEMENT_BOUND: Final = "https://w3id.org/yuezhi/code/disagreement-bound"
    #: flow or stock
    DISAGREEMENT_FLOW_OR_STOCK: Final = "https://w3id.org/yuezhi/code/disagreement-flow-or-stock"
    #: item
    DISAGREEMENT_ITEM: Final = "https://w3id.org/yuezhi/code/disagreement-item"
    #: magnitude
    DISAGREEMENT_MAGNITUDE: Final = "https://w3id.org/yuezhi/code/disagreement-magnitude"
    #: meaning
    DISAGREEMENT_MEANING: Final = "https://w3id.org/yuezhi/code/disagreement-meaning"
    #: name
    DISAGREEMENT_NAME: Final = "https://w3id.org/yuezhi/code/disagreement-name"
    #: omission
    DISAGREEMENT_OMISSION: Final = "https://w3id.org/yuezhi/code/disagreement-omission"
    #: period
    DISAGREEMENT_PERIOD: Final = "https://w3id.org/yuezhi/code/disagreement-period"
    #: rank
    DISAGREEMENT_RANK: Final = "https://w3id.org/yuezhi/code/disagreement-rank"
    #: scope
    DISAGREEMENT_SCOPE: Final = "https://w3id.org/yuezhi/code/disagreement-scope"
    #: series
    DISAGREEMENT_SERIES: Final = "https://w3id.org/yuezhi/code/disagreement-series"
    #: sign
    DISAGREEMENT_SIGN: Final = "https://w3id.org/yuezhi/code/disagreement-sign"
    #: unit
    DISAGREEMENT_UNIT: Final = "https://w3id.org/yuezhi/code/disagreement-unit"
    #: value
    DISAGREEMENT_VALUE: Final = "https://w3id.org/yuezhi/code/disagreement-value"
    #: copyright
    IP_TYPE_COPYRIGHT: Final = "https://w3id.org/yuezhi/code/ip-type-copyright"
    #: data intellectual property
    IP_TYPE_DATA_IP: Final = "https://w3id.org/yuezhi/code/ip-type-data-ip"
    #: design
    IP_TYPE_DESIGN: Final = "https://w3id.org/yuezhi/code/ip-type-design"
    #: geographical indication
    IP_TYPE_GEOGRAPHICAL_INDICATION: Final = "https://w3id.org/yuezhi/code/ip-type-geographical-indication"
    #: invention patent
    IP_TYPE_INVENTION_PATENT: Final = "https://w3id.org/yuezhi/code/ip-type-invention-patent"
    #: layout design
    IP_TYPE_LAYOUT_DESIGN: Final = "https://w3id.org/yuezhi/code/ip-type-layout-design"
    #: patent
    IP_TYPE_PATENT: Final = "https://w3id.org/yuezhi/code/ip-type-patent"
    #: plant variety
    IP_TYPE_PLANT_VARIETY: Final = "https://w3id.org/yuezhi/code/ip-type-plant-variety"
    #: software copyright
    IP_TYPE_SOFTWARE: Final = "https://w3id.org/yuezhi/code/ip-type-software"
    #: trade secret
    IP_TYPE_TRADE_SECRET: Final = "https://w3id.org/yuezhi/code/ip-type-trade-secret"
    #: trade mark
    IP_TYPE_TRADEMARK: Final = "https://w3id.org/yuezhi/code/ip-type-trademark"
    #: utility model
    IP_TYPE_UTILITY_MODEL: Final = "https://w3id.org/yuezhi/code/ip-type-utility-model"
    #: change in units
    KIND_CHANGE_ABS: Final = "https://w3id.org/yuezhi/code/kind-change-abs"
    #: change in per cent
    KIND_CHANGE_PCT: Final = "https://w3id.org/yuezhi/code/kind-change-pct"
    #: level
    KIND_LEVEL: Final = "https://w3id.org/yuezhi/code/kind-level"
    #: rank in China
    KIND_RANK_CHINA: Final = "https://w3id.org/yuezhi/code/kind-rank-china"
    #: rank in Guangdong
    KIND_RANK_GUANGDONG: Final = "https://w3id.org/yuezhi/code/kind-rank-guangdong"
    #: rank in history
    KIND_RANK_HISTORY: Final = "https://w3id.org/yuezhi/code/kind-rank-history"
    #: rank in the world
    KIND_RANK_WORLD: Final = "https://w3id.org/yuezhi/code/kind-rank-world"
    #: share of China
    KIND_SHARE_CHINA: Final = "https://w3id.org/yuezhi/code/kind-share-china"
    #: share of Guangdong
    KIND_SHARE_GUANGDONG: Final = "https://w3id.org/yuezhi/code/kind-share-guangdong"
    #: share of the world
    KIND_SHARE_WORLD: Final = "https://w3id.org/yuezhi/code/kind-share-world"
    #: streak
    KIND_STREAK: Final = "https://w3id.org/yuezhi/code/kind-streak"
    #: flow
    MEASURE_TYPE_FLOW: Final = "https://w3id.org/yuezhi/code/measure-type-flow"
    #: rate
    MEASURE_TYPE_RATE: Final = "https://w3id.org/yuezhi/code/measure-type-rate"
    #: share of another whole
    MEASURE_TYPE_SHARE: Final = "https://w3id.org/yuezhi/code/measure-type-share"
    #: stock
    MEASURE_TYPE_STOCK: Final = "https://w3id.org/yuezhi/code/measure-type-stock"
    #: arithmetic
    RESOLUTION_ARITHMETIC: Final = "https://w3id.org/yuezhi/code/resolution-arithmetic"
    #: by hand
    RESOLUTION_MANUAL: Final = "https://w3id.org/yuezhi/code/resolution-manual"
    #: more precise
    RESOLUTION_MORE_PRECISE: Final = "https://w3id.org/yuezhi/code/resolution-more-precise"
    #: official original
    RESOLUTION_OFFICIAL_ORIGINAL: Final = "https://w3id.org/yuezhi/code/resolution-official-original"
    #: all
    SCOPE_ALL: Final = "https://w3id.org/yuezhi/code/scope-all"
    #: hard
    SEVERITY_HARD: Final = "https://w3id.org/yuezhi/code/severity-hard"
    #: soft
    SEVERITY_SOFT: Final = "https://w3id.org/yuezhi/code/severity-soft"
    #: amended
    STAGE_AMENDED: Final = "https://w3id.org/yuezhi/code/stage-amended"
    #: drafted
    STAGE_DRAFTED: Final = "https://w3id.org/yuezhi/code/stage-drafted"
    #: in force
    STAGE_IN_FORCE: Final = "https://w3id.org/yuezhi/code/stage-in-force"
    #: issued
    STAGE_ISSUED: Final = "https://w3id.org/yuezhi/code/stage-issued"
    #: known
    STANDING_KNOWN: Final = "https://w3id.org/yuezhi/code/standing-known"
    #: proposed
    STANDING_PROPOSED: Final = "https://w3id.org/yuezhi/code/standing-proposed"
    #: change
    STATISTIC_CHANGE: Final = "https://w3id.org/yuezhi/code/statistic-change"
    #: flow
    STATISTIC_FLOW: Final = "https://w3id.org/yuezhi/code/statistic-flow"
    #: rank
    STATISTIC_RANK: Final = "https://w3id.org/yuezhi/code/statistic-rank"
    #: rate
    STATISTIC_RATE: Final = "https://w3id.org/yuezhi/code/statistic-rate"
    #: share
    STATISTIC_SHARE: Final = "https://w3id.org/yuezhi/code/statistic-share"
    #: stock
    STATISTIC_STOCK: Final = "https://w3id.org/yuezhi/code/statistic-stock"
    #: streak
    STATISTIC_STREAK: Final = "https://w3id.org/yuezhi/code/statistic-streak"
    #: agreed
    STATUS_AGREED: Final = "https://w3id.org/yuezhi/code/status-agreed"
    #: open
    STATUS_OPEN: Final = "https://w3id.org/yuezhi/code/status-open"
    #: settled
    STATUS_SETTLED: Final = "https://w3id.org/yuezhi/code/status-settled"
    #: single source
    STATUS_SINGLE_SOURCE: Final = "https://w3id.org/yuezhi/code/status-single-source"
    #: achievement
    UNIT_ACHIEVEMENT: Final = "https://w3id.org/yuezhi/code/unit-achievement"
    #: action
    UNIT_ACTION: Final = "https://w3id.org/yuezhi/code/unit-action"
    #: activity
    UNIT_ACTIVITY: Final = "https://w3id.org/yuezhi/code/unit-activity"
    #: agency
    UNIT_AGENCY: Final = "https://w3id.org/yuezhi/code/unit-agency"
    #: patent or trade mark agent
    UNIT_AGENT: Final = "https://w3id.org/yuezhi/code/unit-agent"
    #: agreement
    UNIT_AGREEMENT: Final = "https://w3id.org/yuezhi/code/unit-agreement"
    #: application
    UNIT_APPLICATION: Final = "https://w3id.org/yuezhi/code/unit-application"
    #: area
    UNIT_AREA: Final = "https://w3id.org/yuezhi/code/unit-area"
    #: authority
    UNIT_AUTHORITY: Final = "https://w3id.org/yuezhi/code/unit-authority"
    #: award
    UNIT_AWARD: Final = "https://w3id.org/yuezhi/code/unit-award"
    #: base
    UNIT_BASE: Final = "https://w3id.org/yuezhi/code/unit-base"
    #: batch
    UNIT_BATCH: Final = "https://w3id.org/yuezhi/code/unit-batch"
    #: branch
    UNIT_BRANCH: Final = "https://w3id.org/yuezhi/code/unit-branch"
    #: campaign
    UNIT_CAMPAIGN: Final = "https://w3id.org/yuezhi/code/unit-campaign"
    #: case
    UNIT_CASE: Final = "https://w3id.org/yuezhi/code/unit-case"
    #: category
    UNIT_CATEGORY: Final = "https://w3id.org/yuezhi/code/unit-category"
    #: centre
    UNIT_CENTRE: Final = "https://w3id.org/yuezhi/code/unit-centre"
    #: city
    UNIT_CITY: Final = "https://w3id.org/yuezhi/code/unit-city"
    #: renminbi
    UNIT_CLASS_CNY: Final = "https://w3id.org/yuezhi/code/unit-class-cny"
    #: count
    UNIT_CLASS_COUNT: Final = "https://w3id.org/yuezhi/code/unit-class-count"
    #: days
    UNIT_CLASS_DAY: Final = "https://w3id.org/yuezhi/code/unit-class-day"
    #: Hong Kong dollars
    UNIT_CLASS_HKD: Final = "https://w3id.org/yuezhi/code/unit-class-hkd"
    #: months
    UNIT_CLASS_MONTH: Final = "https://w3id.org/yuezhi/code/unit-class-month"
    #: Macao patacas
    UNIT_CLASS_MOP: Final = "https://w3id.org/yuezhi/code/unit-class-mop"
    #: other
    UNIT_CLASS_OTHER: Final = "https://w3id.org/yuezhi/code/unit-class-other"
    #: per ten thousand
    UNIT_CLASS_PER_10000: Final = "https://w3id.org/yuezhi/code/unit-class-per-10000"
    #: per cent
    UNIT_CLASS_PERCENT: Final = "https://w3id.org/yuezhi/code/unit-class-percent"
    #: percentage points
    UNIT_CLASS_PERCENTAGE_POINT: Final = "https://w3id.org/yuezhi/code/unit-class-percentage-point"
    #: rank
    UNIT_CLASS_RANK: Final = "https://w3id.org/yuezhi/code/unit-class-rank"
    #: ratio
    UNIT_CLASS_RATIO: Final = "https://w3id.org/yuezhi/code/unit-class-ratio"
    #: score
    UNIT_CLASS_SCORE: Final = "https://w3id.org/yuezhi/code/unit-class-score"
    #: tonnes
    UNIT_CLASS_TONNE: Final = "https://w3id.org/yuezhi/code/unit-class-tonne"
    #: US dollars
    UNIT_CLASS_USD: Final = "https://w3id.org/yuezhi/code/unit-class-usd"
    #: years
    UNIT_CLASS_YEAR_COUNT: Final = "https://w3id.org/yuezhi/code/unit-class-year-count"
    #: clue
    UNIT_CLUE: Final = "https://w3id.org/yuezhi/code/unit-clue"
    #: cluster
    UNIT_CLUSTER: Final = "https://w3id.org/yuezhi/code/unit-cluster"
    #: company
    UNIT_COMPANY: Final = "https://w3id.org/yuezhi/code/unit-company"
    #: complaint
    UNIT_COMPLAINT: Final = "https://w3id.org/yuezhi/code/unit-complaint"
    #: consultation
    UNIT_CONSULTATION: Final = "https://w3id.org/yuezhi/code/unit-consultation"
    #: contract
    UNIT_CONTRACT: Final = "https://w3id.org/yuezhi/code/unit-contract"
    #: copy
    UNIT_COPY: Final = "https://w3id.org/yuezhi/code/unit-copy"
    #: country
    UNIT_COUNTRY: Final = "https://w3id.org/yuezhi/code/unit-country"
    #: county
    UNIT_COUNTY: Final = "https://w3id.org/yuezhi/code/unit-county"
    #: court
    UNIT_COURT: Final = "https://w3id.org/yuezhi/code/unit-court"
    #: database
    UNIT_DATABASE: Final = "https://w3id.org/yuezhi/code/unit-database"
    #: demand
    UNIT_DEMAND: Final = "https://w3id.org/yuezhi/code/unit-demand"
    #: den
    UNIT_DEN: Final = "https://w3id.org/yuezhi/code/unit-den"
    #: dispute
    UNIT_DISPUTE: Final = "https://w3id.org/yuezhi/code/unit-dispute"
    #: document
    UNIT_DOCUMENT: Final = "https://w3id.org/yuezhi/code/unit-document"
    #: enterprise
    UNIT_ENTERPRISE: Final = "https://w3id.org/yuezhi/code/unit-enterprise"
    #: enterprise-time
    UNIT_ENTERPRISE_TIME: Final = "https://w3id.org/yuezhi/code/unit-enterprise-time"
    #: entity
    UNIT_ENTITY: Final = "https://w3id.org/yuezhi/code/unit-entity"
    #: entry
    UNIT_ENTRY: Final = "https://w3id.org/yuezhi/code/unit-entry"
    #: event
    UNIT_EVENT: Final = "https://w3id.org/yuezhi/code/unit-event"
    #: expert
    UNIT_EXPERT: Final = "https://w3id.org/yuezhi/code/unit-expert"
    #: gang
    UNIT_GANG: Final = "https://w3id.org/yuezhi/code/unit-gang"
    #: geographical indication
    UNIT_GEOGRAPHICAL_INDICATION: Final = "https://w3id.org/yuezhi/code/unit-geographical-indication"
    #: grant
    UNIT_GRANT: Final = "https://w3id.org/yuezhi/code/unit-grant"
    #: household
    UNIT_HOUSEHOLD: Final = "https://w3id.org/yuezhi/code/unit-household"
    #: inspection
    UNIT_INSPECTION: Final = "https://w3id.org/yuezhi/code/unit-inspection"
    #: institution
    UNIT_INSTITUTION: Final = "https://w3id.org/yuezhi/code/unit-institution"
    #: issue
    UNIT_ISSUE: Final = "https://w3id.org/yuezhi/code/unit-issue"
    #: item
    UNIT_ITEM: Final = "https://w3id.org/yuezhi/code/unit-item"
    #: judge
    UNIT_JUDGE: Final = "https://w3id.org/yuezhi/code/unit-judge"
    #: lawyer
    UNIT_LAWYER: Final = "https://w3id.org/yuezhi/code/unit-lawyer"
    #: lecture
    UNIT_LECTURE: Final = "https://w3id.org/yuezhi/code/unit-lecture"
    #: letter of intent
    UNIT_LETTER_OF_INTENT: Final = "https://w3id.org/yuezhi/code/unit-letter-of-intent"
    #: licence
    UNIT_LICENCE: Final = "https://w3id.org/yuezhi/code/unit-licence"
    #: link
    UNIT_LINK: Final = "https://w3id.org/yuezhi/code/unit-link"
    #: loan
    UNIT_LOAN: Final = "https://w3id.org/yuezhi/code/unit-loan"
    #: market
    UNIT_MARKET: Final = "https://w3id.org/yuezhi/code/unit-market"
    #: market entity
    UNIT_MARKET_ENTITY: Final = "https://w3id.org/yuezhi/code/unit-market-entity"
    #: measure
    UNIT_MEASURE: Final = "https://w3id.org/yuezhi/code/unit-measure"
    #: meeting
    UNIT_MEETING: Final = "https://w3id.org/yuezhi/code/unit-meeting"
    #: opinion
    UNIT_OPINION: Final = "https://w3id.org/yuezhi/code/unit-opinion"
    #: organisation
    UNIT_ORGANIZATION: Final = "https://w3id.org/yuezhi/code/unit-organization"
    #: other unit
    UNIT_OTHER: Final = "https://w3id.org/yuezhi/code/unit-other"
    #: outlet
    UNIT_OUTLET: Final = "https://w3id.org/yuezhi/code/unit-outlet"
    #: patent
    UNIT_PATENT: Final = "https://w3id.org/yuezhi/code/unit-patent"
    #: per ten thousand
    UNIT_PER_10000: Final = "https://w3id.org/yuezhi/code/unit-per-10000"
    #: percentage point
    UNIT_PERCENTAGE_POINT: Final = "https://w3id.org/yuezhi/code/unit-percentage-point"
    #: person
    UNIT_PERSON: Final = "https://w3id.org/yuezhi/code/unit-person"
    #: person-time
    UNIT_PERSON_TIME: Final = "https://w3id.org/yuezhi/code/unit-person-time"
    #: piece
    UNIT_PIECE: Final = "https://w3id.org/yuezhi/code/unit-piece"
    #: place
    UNIT_PLACE: Final = "https://w3id.org/yuezhi/code/unit-place"
    #: platform
    UNIT_PLATFORM: Final = "https://w3id.org/yuezhi/code/unit-platform"
    #: pledge
    UNIT_PLEDGE: Final = "https://w3id.org/yuezhi/code/unit-pledge"
    #: policy
    UNIT_POLICY: Final = "https://w3id.org/yuezhi/code/unit-policy"
    #: insurance policy
    UNIT_POLICY_OF_INSURANCE: Final = "https://w3id.org/yuezhi/code/unit-policy-of-insurance"
    #: practice
    UNIT_PRACTICE: Final = "https://w3id.org/yuezhi/code/unit-practice"
    #: product
    UNIT_PRODUCT: Final = "https://w3id.org/yuezhi/code/unit-product"
    #: programme
    UNIT_PROGRAMME: Final = "https://w3id.org/yuezhi/code/unit-programme"
    #: project
    UNIT_PROJECT: Final = "https://w3id.org/yuezhi/code/unit-project"
    #: province
    UNIT_PROVINCE: Final = "https://w3id.org/yuezhi/code/unit-province"
    #: rank
    UNIT_RANK: Final = "https://w3id.org/yuezhi/code/unit-rank"
    #: times
    UNIT_RATIO: Final = "https://w3id.org/yuezhi/code/unit-ratio"
    #: record
    UNIT_RECORD: Final = "https://w3id.org/yuezhi/code/unit-record"
    #: registration
    UNIT_REGISTRATION: Final = "https://w3id.org/yuezhi/code/unit-registration"
    #: report
    UNIT_REPORT: Final = "https://w3id.org/yuezhi/code/unit-report"
    #: school
    UNIT_SCHOOL: Final = "https://w3id.org/yuezhi/code/unit-school"
    #: point
    UNIT_SCORE: Final = "https://w3id.org/yuezhi/code/unit-score"
    #: search
    UNIT_SEARCH: Final = "https://w3id.org/yuezhi/code/unit-search"
    #: standard
    UNIT_STANDARD: Final = "https://w3id.org/yuezhi/code/unit-standard"
    #: station
    UNIT_STATION: Final = "https://w3id.org/yuezhi/code/unit-station"
    #: team
    UNIT_TEAM: Final = "https://w3id.org/yuezhi/code/unit-team"
    #: time
    UNIT_TIME: Final = "https://w3id.org/yuezhi/code/unit-time"
    #: trade mark
    UNIT_TRADEMARK: Final = "https://w3id.org/yuezhi/code/unit-trademark"
    #: training course
    UNIT_TRAINING_COURSE: Final = "https://w3id.org/yuezhi/code/unit-training-course"
    #: transaction
    UNIT_TRANSACTION: Final = "https://w3id.org/yuezhi/code/unit-transaction"
    #: transfer
    UNIT_TRANSFER: Final = "https://w3id.org/yuezhi/code/unit-transfer"
    #: university
    UNIT_UNIVERSITY: Final = "https://w3id.org/yuezhi/code/unit-university"
    #: user
    UNIT_USER: Final = "https://w3id.org/yuezhi/code/unit-user"
    #: variety
    UNIT_VARIETY: Final = "https://w3id.org/yuezhi/code/unit-variety"
    #: warning
    UNIT_WARNING: Final = "https://w3id.org/yuezhi/code/unit-warning"
    #: website
    UNIT_WEBSITE: Final = "https://w3id.org/yuezhi/code/unit-website"
    #: window
    UNIT_WINDOW: Final = "https://w3id.org/yuezhi/code/unit-window"
    #: work
    UNIT_WORK: Final = "https://w3id.org/yuezhi/code/unit-work"
    #: workstation
    UNIT_WORKSTATION: Final = "https://w3id.org/yuezhi/code/unit-workstation"
    #: zone
    UNIT_ZONE: Final = "https://w3id.org/yuezhi/code/unit-zone"


class Scheme:
    """The schemes of codes."""

    #: actions (facet)
    ACTION: Final = "https://w3id.org/yuezhi/code/action"
    #: actor codes
    ACTOR: Final = "https://w3id.org/yuezhi/code/actor"
    #: bounds
    BOUND: Final = "https://w3id.org/yuezhi/code/bound"
    #: rules of carrying
    CARRY: Final = "https://w3id.org/yuezhi/code/carry"
    #: lines of authority (facet)
    CHAIN: Final = "https://w3id.org/yuezhi/code/chain"
    #: objects of comparison (facet)
    COMPARED_WITH: Final = "https://w3id.org/yuezhi/code/compared-with"
    #: kinds of disagreement
    DISAGREEMENT: Final = "https://w3id.org/yuezhi/code/disagreement"
    #: types of intellectual property
    IP_TYPE: Final = "https://w3id.org/yuezhi/code/ip-type"
    #: kinds of figure
    KIND: Final = "https://w3id.org/yuezhi/code/kind"
    #: levels (facet)
    LEVEL: Final = "https://w3id.org/yuezhi/code/level"
    #: types of measure (facet)
    MEASURE_TYPE: Final = "https://w3id.org/yuezhi/code/measure-type"
    #: objects (facet)
    OBJECT: Final = "https://w3id.org/yuezhi/code/object"
    #: origins (facet)
    ORIGIN: Final = "https://w3id.org/yuezhi/code/origin"
    #: parties (facet)
    PARTY: Final = "https://w3id.org/yuezhi/code/party"
    #: bases of rates (facet)
    PER: Final = "https://w3id.org/yuezhi/code/per"
    #: procedures (facet)
    PROCEDURE: Final = "https://w3id.org/yuezhi/code/procedure"
    #: qualities (facet)
    QUALITY: Final = "https://w3id.org/yuezhi/code/quality"
    #: rules of resolution
    RESOLUTION: Final = "https://w3id.org/yuezhi/code/resolution"
    #: scope codes
    SCOPE: Final = "https://w3id.org/yuezhi/code/scope"
    #: severities
    SEVERITY: Final = "https://w3id.org/yuezhi/code/severity"
    #: stages of instruments
    STAGE: Final = "https://w3id.org/yuezhi/code/stage"
    #: standings
    STANDING: Final = "https://w3id.org/yuezhi/code/standing"
    #: statistics
    STATISTIC: Final = "https://w3id.org/yuezhi/code/statistic"
    #: statuses
    STATUS: Final = "https://w3id.org/yuezhi/code/status"
    #: units
    UNIT: Final = "https://w3id.org/yuezhi/code/unit"
    #: classes of unit
    UNIT_CLASS: Final = "https://w3id.org/yuezhi/code/unit-class"
