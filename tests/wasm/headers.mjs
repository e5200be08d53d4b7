// The header spellings of every fact, written down from the description of the exports and not from the program's data.

const list = (text) => text.split(', ');

const ORG = list(
  'V ORG ID, V-ORG ID, VOrgId, Org ID, Partner ID, MPN ID, MpnId, PGA MPN ID, PGAMpnId, Location ID, Partner Location ID',
);
const COURSE = list('Course Number, Course Code, Course ID, Course, Courseware, Product Code');
const COURSE_NAME = list('Course Name, Course Title, Class Name');
const CATEGORY = list('Course Type, Type, Category, Level, Courseware Category, KPI Category, Exam Type');
const UNITS = list('Units, Quantity, Qty, Number of Vouchers, Redemptions, Count');
const MCT = list('MCT ID, MCT, MCID, MCPID, Trainer ID, Instructor ID, Instructor, Instructor Name');
const ELIGIBLE = list('MCT Eligible, Eligible MCT, IsEligibleMCT, MCT Status');
const STATUS = list('Status, State, Current State, Order Status');
const AREA = list('Solution Area, Solution, Practice');

/** By kind and fact. The spellings of `course` from the third on that are names hold a number somewhere in a title. */
export const SPELLINGS = {
  courseware: {
    id: list('Achievement Code, Code, Redemption Id, Transaction Id, Record Id, Completion Id'),
    org: ORG,
    date: list('Redemption Date, Redeemed On, Achievement Date, Completion Date, Completed Date, Date, Class End Date'),
    course: [...COURSE, ...COURSE_NAME],
    category: CATEGORY,
    units: UNITS,
    instructor: MCT,
    eligible: ELIGIBLE,
    area: AREA,
    status: STATUS,
  },
  exams: {
    id: list('Order Line Id, Order Id, Voucher Code, Transaction Id'),
    org: ORG,
    date: list('Purchase Date, Order Date, Transaction Date, Invoice Date, Voucher Purchase Date'),
    course: list('Exam Number, Exam Code, Exam ID, Exam, Certification, Product Name'),
    category: CATEGORY,
    units: UNITS,
    status: STATUS,
  },
  surveys: {
    id: list('Survey ID, Response ID, Evaluation ID, Submission ID'),
    org: ORG,
    date: list(
      'Completion Date, Survey Date, Response Date, Submit Date, Submitted, Completed Date, Evaluation Date, Date Completed, Class End Date',
    ),
    course: [...COURSE, ...COURSE_NAME],
    category: CATEGORY,
    area: AREA,
    instructor: MCT,
    eligible: ELIGIBLE,
    status: STATUS,
    question: list('Question ID, Question'),
    score: list('Score, Response, Answer, Rating'),
    average: list('Average Score, Avg Response Score, MTM Score'),
    answered: list('Answered Questions, Questions Answered'),
  },
};

/** Exam ids that name an order of several lines, so that only a line equal in every cell is a repeat. */
export const GROUPS = ['Order Id', 'Transaction Id'];

/** What the nine answers of the wide shape are called, in front of their number. */
export const QUESTION_PREFIXES = ['Q', 'Question '];

/** The same name as exports write it: MctEligible, mct_eligible, "MCT-Eligible:". */
export const waysToWrite = (spelling) => [
  spelling,
  spelling.toUpperCase(),
  spelling.toLowerCase().replaceAll(' ', '_'),
  spelling.replaceAll(' ', ''),
  ` ${spelling.replaceAll(' ', '-')}: `,
];
